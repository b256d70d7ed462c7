use annuaire::Correspondance;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::idempotence::empreinte;
use crate::identite::Traits;
use crate::personne::EtatCivil;
use crate::situation_acte::SituationDemandee;

/// Who started it (ENR-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flux {
    /// A: the professional asks, a gestionnaire decides.
    Professionnel,
    /// B: the gestionnaire does all.
    Gestionnaire,
}

/// What is asked for: civil status, contact, situation (COL-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    pub sujet: Sujet,
    pub situation: SituationDemandee,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sujet {
    /// Somebody without a number.
    Nouvelle { etat_civil: EtatCivil, correspondance: Correspondance },
    /// Somebody with a number, who asks for one more activity (ENR-09), or who got one.
    Connue(IdentifiantNational),
    /// Decided without a number: civil status and contact data served the decision, and are forgotten (COL-15). What is left is
    /// the digest by which requests of one person are told from those of others.
    Oubliee(String),
}

impl Flux {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Professionnel => "PROFESSIONNEL",
            Self::Gestionnaire => "GESTIONNAIRE",
        }
    }

    pub fn lu(texte: &str) -> Option<Self> {
        [Self::Professionnel, Self::Gestionnaire].into_iter().find(|flux| flux.as_str() == texte)
    }
}

impl Sujet {
    /// The same for one person whoever writes them down: a second request while one is open is recognised by it (ENR-08,
    /// ENR-17). A digest, since it is only compared.
    pub fn cle(&self) -> String {
        match self {
            Self::Connue(identifiant) => identifiant.to_string(),
            Self::Oubliee(cle) => cle.clone(),
            Self::Nouvelle { etat_civil, .. } => {
                format!("ec:{}", empreinte(Traits::de(etat_civil, []).ligne().as_bytes()))
            }
        }
    }
}
