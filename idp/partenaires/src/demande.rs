//! The way to production: a request, and the operator's decision with its reason.

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::port::PortError;
use serde::{Deserialize, Serialize};

use crate::{Fiche, Refus, ServiceId};

/// A request for production. What was asked is kept beside it: the operator accepts this and nothing that came later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demande {
    pub fiche: Fiche,
    /// What the service does, for whom, from when: for whoever decides.
    pub usage: String,
    pub etat: EtatDemande,
    pub histoire: Vec<Etape>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etat", rename_all = "snake_case")]
pub enum EtatDemande {
    Brouillon,
    Demandee { le: Timestamp },
    ACompleter { le: Timestamp, motif: String },
    Acceptee { le: Timestamp, client: ClientId },
    Refusee { le: Timestamp, motif: String },
}

/// One step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Etape {
    pub le: Timestamp,
    /// The word of the stage that it led to.
    pub vers: String,
    pub motif: Option<String>,
}

/// What the operator says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Accepter,
    Completer(String),
    Refuser(String),
}

/// With the version that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeVue {
    pub service: ServiceId,
    pub demande: Demande,
    pub version: i64,
}

/// Characters of a reason or of a usage.
const LONGEST: usize = 2_000;

impl EtatDemande {
    pub const fn mot(&self) -> &'static str {
        match self {
            Self::Brouillon => "brouillon",
            Self::Demandee { .. } => "demandee",
            Self::ACompleter { .. } => "a-completer",
            Self::Acceptee { .. } => "acceptee",
            Self::Refusee { .. } => "refusee",
        }
    }

    pub fn motif(&self) -> Option<&str> {
        match self {
            Self::ACompleter { motif, .. } | Self::Refusee { motif, .. } => Some(motif),
            _ => None,
        }
    }
}

impl Demande {
    pub fn brouillon(fiche: Fiche, usage: &str) -> Self {
        Self { fiche, usage: court(usage), etat: EtatDemande::Brouillon, histoire: Vec::new() }
    }

    /// Written again: until it is asked, and after the operator sent it back or refused it.
    pub fn reecrite(self, fiche: Fiche, usage: &str) -> Result<Self, Refus> {
        match self.etat {
            EtatDemande::Brouillon | EtatDemande::ACompleter { .. } | EtatDemande::Refusee { .. } => {
                Ok(Self { fiche, usage: court(usage), ..self })
            }
            // what changes in production is asked for anew
            EtatDemande::Acceptee { .. } => Ok(Self { histoire: self.histoire, ..Self::brouillon(fiche, usage) }),
            EtatDemande::Demandee { .. } => Err(Refus::Etape),
        }
    }

    pub fn deposee(self, le: Timestamp) -> Result<Self, Refus> {
        match self.etat {
            EtatDemande::Brouillon | EtatDemande::ACompleter { .. } | EtatDemande::Refusee { .. } => {
                Ok(self.vers(EtatDemande::Demandee { le }, le))
            }
            EtatDemande::Demandee { .. } | EtatDemande::Acceptee { .. } => Err(Refus::Etape),
        }
    }

    /// `client`: that of production, as it will be called.
    pub fn decidee(self, decision: &Decision, client: &ClientId, le: Timestamp) -> Result<Self, Refus> {
        if !matches!(self.etat, EtatDemande::Demandee { .. }) {
            return Err(Refus::Etape);
        }
        let said = |motif: &String| if motif.trim().is_empty() { Err(Refus::SansMotif) } else { Ok(court(motif)) };
        let etat = match decision {
            Decision::Accepter => EtatDemande::Acceptee { le, client: client.clone() },
            Decision::Completer(motif) => EtatDemande::ACompleter { le, motif: said(motif)? },
            Decision::Refuser(motif) => EtatDemande::Refusee { le, motif: said(motif)? },
        };
        Ok(self.vers(etat, le))
    }

    fn vers(mut self, etat: EtatDemande, le: Timestamp) -> Self {
        let motif = etat.motif().map(str::to_owned);
        self.histoire.push(Etape { le, vers: etat.mot().to_owned(), motif });
        Self { etat, ..self }
    }
}

fn court(text: &str) -> String {
    text.trim().chars().filter(|sign| !sign.is_control() || *sign == '\n').take(LONGEST).collect()
}

#[async_trait]
pub trait Demandes: Send + Sync {
    async fn demande(&self, service: &ServiceId) -> Result<Option<DemandeVue>, PortError>;
    /// In the place of the version that was read (`0`: there was none), in one statement. `false`: it is another one now.
    async fn ecrire(&self, service: &ServiceId, demande: &Demande, lue: i64) -> Result<bool, PortError>;
    /// Those that wait for the operator, the oldest first, then those that were decided, the latest first.
    async fn toutes(&self) -> Result<Vec<DemandeVue>, PortError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    const LE: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn brouillon() -> Demande {
        Demande::brouillon(Fiche::default(), "Un dossier résident.")
    }

    #[test]
    fn a_request_goes_from_stage_to_stage_and_no_other_way() {
        let client = ClientId::from("c");
        let accepter = Decision::Accepter;
        assert!(matches!(brouillon().decidee(&accepter, &client, LE), Err(Refus::Etape)));
        let asked = brouillon().deposee(LE).unwrap();
        assert!(matches!(asked.clone().deposee(LE), Err(Refus::Etape)));
        assert!(
            matches!(asked.clone().reecrite(Fiche::default(), "x"), Err(Refus::Etape)),
            "what is read does not move"
        );
        let back = asked.decidee(&Decision::Completer("Quel hébergeur ?".into()), &client, LE).unwrap();
        assert_eq!(back.etat.motif(), Some("Quel hébergeur ?"));
        let again = back.reecrite(Fiche::default(), "Chez nous.").unwrap().deposee(LE).unwrap();
        let accepted = again.decidee(&accepter, &client, LE).unwrap();
        assert_eq!(accepted.etat, EtatDemande::Acceptee { le: LE, client });
        let words: Vec<_> = accepted.histoire.iter().map(|step| step.vers.as_str()).collect();
        assert_eq!(words, ["demandee", "a-completer", "demandee", "acceptee"]);
        assert_eq!(accepted.reecrite(Fiche::default(), "plus").unwrap().etat, EtatDemande::Brouillon);
    }

    #[test]
    fn a_refusal_says_why() {
        let asked = || brouillon().deposee(LE).unwrap();
        let decided = |decision: Decision| asked().decidee(&decision, &"c".into(), LE);
        assert!(matches!(decided(Decision::Refuser("  ".into())), Err(Refus::SansMotif)));
        assert!(matches!(decided(Decision::Completer(String::new())), Err(Refus::SansMotif)));
        assert!(decided(Decision::Refuser("Hors du périmètre.".into())).is_ok());
    }
}
