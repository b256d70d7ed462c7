use ambient::{Seconds, Timestamp};
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::Attestations;
use crate::lot::{LotError, LotId};

/// One file, whose it is, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    pub id: LotId,
    /// Nobody else sees it (GES-20).
    pub agent: IdentifiantNational,
    /// The name of the file, as sent.
    pub fichier: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub empreinte: String,
    /// Those that the file names and the agent keeps.
    pub etablissements: Vec<Etablissement>,
    /// Columns that nobody knows: they were not read.
    pub ignorees: Vec<String>,
    pub etape: Etape,
    pub depose_le: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Etablissement {
    pub finess: Finess,
    pub nom: String,
}

/// Each stage holds what is true in it and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Etape {
    /// Shown; nothing is written of anybody.
    Apercu,
    /// Confirmed: lines are registered one after the other.
    EnCours {
        attestations: Attestations,
        lance_le: Timestamp,
    },
    Termine {
        lance_le: Timestamp,
        termine_le: Timestamp,
    },
    /// By its author, before it was confirmed.
    Abandonne,
}

impl Lot {
    /// A preview that nobody confirmed is forgotten after that.
    pub const APERCU: Seconds = Seconds::hours(24);
    /// The lines of a finished file are forgotten after that: the report must be taken before.
    pub const RETENTION: Seconds = Seconds::hours(30 * 24);

    /// # Errors
    /// When it was confirmed, given up, or is too old: the registry has changed since.
    pub fn a_lancer(&self, maintenant: Timestamp) -> Result<(), LotError> {
        match self.etape {
            Etape::Apercu if maintenant < self.depose_le.plus(Self::APERCU) => Ok(()),
            Etape::Apercu | Etape::Abandonne => Err(LotError::Perime),
            Etape::EnCours { .. } | Etape::Termine { .. } => Err(LotError::DejaLance),
        }
    }
}

impl Etape {
    /// As it is stored and told.
    pub const fn nom(&self) -> &'static str {
        match self {
            Self::Apercu => "APERCU",
            Self::EnCours { .. } => "EN_COURS",
            Self::Termine { .. } => "TERMINE",
            Self::Abandonne => "ABANDONNE",
        }
    }
}
