use std::fmt;

use ambient::{Ambient, Timestamp};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::Avis;
use crate::structure::CleStructure;

/// An address of correspondence: where the mail goes, and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Destinataire(String);

impl Destinataire {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Destinataire {
    fn from(courriel: String) -> Self {
        Self(courriel)
    }
}

impl From<&str> for Destinataire {
    fn from(courriel: &str) -> Self {
        Self(courriel.to_owned())
    }
}

impl fmt::Debug for Destinataire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Destinataire(…)")
    }
}

/// Whom a notice concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sujet {
    Personne(IdentifiantNational),
    /// Somebody who asked to be registered and has no number.
    Demande(String),
}

impl fmt::Display for Sujet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personne(identifiant) => write!(f, "personne:{identifiant}"),
            Self::Demande(id) => write!(f, "demande:{id}"),
        }
    }
}

impl Sujet {
    /// Reads what `Display` wrote.
    pub fn lu(texte: &str) -> Option<Self> {
        match texte.split_once(':')? {
            ("personne", identifiant) => identifiant.parse().ok().map(Self::Personne),
            ("demande", id) => Some(Self::Demande(id.to_owned())),
            _ => None,
        }
    }
}

/// What the courier reads: an address and what to say there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Courrier {
    pub courriel: Destinataire,
    #[serde(flatten)]
    pub avis: Avis,
}

/// Whom a notice is about, and in whose name it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnTete {
    /// What is told only once: `demande:<id>:numero`.
    pub origine: String,
    pub sujet: Sujet,
    /// Whose gestionnaires see it when it comes back; `None`: nobody's.
    pub structure: Option<CleStructure>,
}

/// A notice ready to be queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvisAEnvoyer {
    /// Drawn by chance; the mail carries it as its `Message-ID`, so that what comes back is known again.
    pub id: String,
    pub en_tete: EnTete,
    pub courrier: Courrier,
    pub le: Timestamp,
}

impl AvisAEnvoyer {
    /// To be sent at once. A refusal of the registry leaves in nobody's name: were it to come back, a gestionnaire would
    /// learn of it (NOT-03).
    pub fn nouveau(ambient: &Ambient, mut en_tete: EnTete, courriel: Destinataire, avis: Avis) -> Self {
        if matches!(avis, Avis::RefusDuRegistre { .. }) {
            en_tete.structure = None;
        }
        Self { id: ambient.chance.token(), en_tete, courrier: Courrier { courriel, avis }, le: ambient.now() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_as_it_was_written() {
        let personne = Sujet::Personne("899900000011".parse().unwrap());
        for sujet in [personne, Sujet::Demande("d:1".to_owned())] {
            assert_eq!(Sujet::lu(&sujet.to_string()), Some(sujet));
        }
        assert_eq!(Sujet::lu("personne:nobody"), None);
    }

    #[test]
    fn an_address_is_in_no_debug_text() {
        let avis = Avis::EtatCivilCorrige { prenom: "Alba".to_owned(), le: Timestamp::from_seconds(0) };
        let texte = format!("{:?}", Courrier { courriel: "alba@exemple.test".into(), avis });
        assert_eq!(texte, "Courrier { courriel: Destinataire(…), avis: Avis(etat_civil_corrige) }");
    }
}
