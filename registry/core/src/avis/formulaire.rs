use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::formulaire::Nature;

/// A form of a structure, as who it is about is told of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaireDit {
    /// Who gets the card.
    pub prenom: String,
    /// The structure's name.
    pub lieu: String,
    pub nature: Nature,
    pub suite: SuiteFormulaire,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteFormulaire {
    /// `porteur`: what the card will say.
    Accepte {
        porteur: IdentifiantNational,
    },
    ARevoir {
        motif: String,
    },
    Rejete {
        motif: String,
    },
    /// The contract ended meanwhile.
    SansSuite,
    /// The contract was given to somebody else who asked for it.
    Devance,
}

impl SuiteFormulaire {
    pub(super) const fn nature(&self) -> &'static str {
        match self {
            Self::Accepte { .. } => "formulaire_accepte",
            Self::ARevoir { .. } => "formulaire_a_revoir",
            Self::Rejete { .. } => "formulaire_rejete",
            Self::SansSuite => "formulaire_sans_suite",
            Self::Devance => "formulaire_devance",
        }
    }
}
