use ambient::Timestamp;
use carte_cps::{ModeleCarte, RaisonOpposition};
use serde::{Deserialize, Serialize};

use crate::carte::{Abandon, Origine};

/// A card, as its holder, or who ordered it, is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarteDite {
    /// How the person is greeted.
    pub prenom: String,
    /// The structure's name; empty for a professional's card.
    pub lieu: String,
    pub modele: ModeleCarte,
    /// What is printed on it; empty before it is made.
    pub numero: String,
    /// The card of who reads it.
    pub la_sienne: bool,
    pub suite: SuiteCarte,
}

/// What becomes of the card.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteCarte {
    Commandee {
        pourquoi: Origine,
    },
    Envoyee {
        jusque: Timestamp,
        /// It opens with the codes of the one before (MIE-12).
        memes_codes: bool,
    },
    Opposee {
        raison: RaisonOpposition,
        le: Timestamp,
    },
    Annulee {
        motif: Abandon,
    },
}

impl SuiteCarte {
    pub(super) const fn nature(&self) -> &'static str {
        match self {
            Self::Commandee { .. } => "carte_commandee",
            Self::Envoyee { .. } => "carte_envoyee",
            Self::Opposee { .. } => "carte_opposee",
            Self::Annulee { .. } => "carte_annulee",
        }
    }
}
