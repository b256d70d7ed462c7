use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ambient::{Seconds, Timestamp};
use carte_cps::{Dossier, Liste, RefusListe};

use super::Tolerance;

/// How the revocation data stand, for operators.
#[derive(Clone, Debug)]
pub struct EtatRevocations {
    /// When this was looked at.
    pub le: Timestamp,
    pub autorites: Vec<EtatAutorite>,
    pub sources: Vec<EtatSource>,
    /// What happens to cards of an authority whose lists have ended.
    pub tolerance: Tolerance,
}

/// What is there of one authority.
#[derive(Clone, Debug)]
pub struct EtatAutorite {
    /// Common name.
    pub nom: String,
    pub sante: Sante,
    pub complete: Option<VueListe>,
    pub delta: Option<VueListe>,
}

impl EtatAutorite {
    /// `dossier`: what came of this authority.
    pub(crate) fn de(nom: String, dossier: Option<&Dossier>, now: Timestamp) -> Self {
        let [complete, delta] =
            dossier.map_or([None, None], |dossier| [&dossier.complete, &dossier.delta].map(Option::as_deref));
        let perimee = [complete, delta].into_iter().flatten().any(|liste| liste.perimee(now, Seconds(0)));
        let sante = match complete {
            None => Sante::Absente,
            Some(_) if perimee => Sante::Perimee,
            Some(_) => Sante::AJour,
        };
        Self { nom, sante, complete: complete.map(VueListe::from), delta: delta.map(VueListe::from) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sante {
    AJour,
    /// The lists have ended: no card of this authority opens a session, unless the policy is patient.
    Perimee,
    /// No list came yet: no card of this authority opens a session.
    Absente,
}

impl Sante {
    pub const fn word(self) -> &'static str {
        match self {
            Self::AJour => "a-jour",
            Self::Perimee => "perimee",
            Self::Absente => "absente",
        }
    }
}

/// How each authority stood when it was last looked at: an operator is told once, when the data become too old.
#[derive(Default)]
pub struct Veille(Mutex<BTreeMap<String, Sante>>);

impl Veille {
    /// A line in the log with the field `alarm` when the data of an authority become too old, and one when they are good again. Which
    /// authorities it was raised for.
    pub fn regarder(&self, autorites: Vec<EtatAutorite>) -> Vec<String> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut alarms = Vec::new();
        for EtatAutorite { nom, sante, .. } in autorites {
            let before = known.insert(nom.clone(), sante);
            match (before, sante) {
                (Some(before), now) if before == now => {}
                (None | Some(_), Sante::Perimee | Sante::Absente) => {
                    let remede = "look at the sources of its lists: certificates of this authority are refused";
                    tracing::error!(alarm = "revocation.stale", authority = %nom, state = sante.word(), remede, "revocation data are too old");
                    alarms.push(nom);
                }
                (Some(_), Sante::AJour) => tracing::info!(authority = %nom, "revocation data are of now again"),
                (None, Sante::AJour) => {}
            }
        }
        alarms
    }
}

/// One list, as an operator looks at it.
#[derive(Clone, Debug)]
pub struct VueListe {
    pub numero: String,
    pub faite: Timestamp,
    pub suivante: Timestamp,
    pub lignes: usize,
}

impl From<&Liste> for VueListe {
    fn from(liste: &Liste) -> Self {
        let numero = liste.numero.to_string();
        Self { numero, faite: liste.faite, suivante: liste.suivante, lignes: liste.lignes() }
    }
}

/// An address, or a file, from which data come.
#[derive(Clone, Debug)]
pub struct EtatSource {
    pub nom: String,
    /// When it last said something that was believed, even that nothing changed.
    pub reussie_le: Option<Timestamp>,
    pub echec: Option<Echec>,
}

/// A source that has not answered rightly since it last did.
#[derive(Clone, Debug)]
pub struct Echec {
    pub refus: RefusListe,
    pub depuis: Timestamp,
    pub fois: u32,
}

/// Failures in a row after which somebody should look.
const ALARME: u32 = 3;

impl EtatSource {
    pub(crate) fn nouvelle(nom: &str) -> Self {
        Self { nom: nom.to_owned(), reussie_le: None, echec: None }
    }

    pub(crate) fn reussit(&mut self, now: Timestamp) {
        self.reussie_le = Some(now);
        if self.echec.take().is_some_and(|echec| echec.fois >= ALARME) {
            tracing::info!(source = %self.nom, "revocation data come again");
        }
    }

    pub(crate) fn echoue(&mut self, refus: RefusListe, now: Timestamp) {
        let (depuis, fois) = self.echec.as_ref().map_or((now, 0), |before| (before.depuis, before.fois));
        let fois = fois.saturating_add(1);
        let (code, remede) = (refus.code(), refus.remede());
        match fois {
            1 => tracing::warn!(source = %self.nom, code, cause = %refus, "revocation data were not taken"),
            ALARME => {
                tracing::error!(alarm = "revocation.source", source = %self.nom, code, cause = %refus, remede, "revocation data do not come");
            }
            _ => {}
        }
        self.echec = Some(Echec { refus, depuis, fois });
    }
}
