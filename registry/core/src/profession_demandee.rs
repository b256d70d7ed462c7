//! Professions that the list has not got: a structure asks for one with its label, how many people and for which uses; the
//! GRADeS relays it, the ANS decides with DNS, CNSA and CNAM (ROL-09). The list itself is dated data: what is taken in comes
//! with its next release (ROL-08).

mod erreur;
mod geste;
mod port;
mod suite;

use ambient::Timestamp;
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

pub use erreur::ProfessionError;
pub use geste::{NouvelleProfession, Professions};
pub use port::{Ecrits, ProfessionsDemandees};
pub use suite::Suite;

ambient::typed_id! {
    /// One request for a new profession.
    pub struct ProfessionDemandeeId;
}

/// A request and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfessionDemandee {
    pub id: ProfessionDemandeeId,
    /// As the structure calls it.
    pub libelle: String,
    /// How many people of the structure.
    pub volume: u32,
    /// What they need digital services for.
    pub usages: String,
    pub structure: Finess,
    pub par: IdentifiantNational,
    pub le: Timestamp,
    pub etape: EtapeProfession,
    /// Grows with each stage.
    pub version: u32,
}

/// Each stage holds what is true in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etape")]
pub enum EtapeProfession {
    /// To the GRADeS of the region.
    Envoyee,
    /// By the GRADeS to the ANS.
    Relayee { par: IdentifiantNational, le: Timestamp },
    /// It will be in the list.
    Retenue { par: IdentifiantNational, le: Timestamp, commentaire: String },
    /// `commentaire` says what to use instead.
    Ecartee { par: IdentifiantNational, le: Timestamp, commentaire: String },
}

impl EtapeProfession {
    /// As it is stored and told.
    pub const fn nom(&self) -> &'static str {
        match self {
            Self::Envoyee => "ENVOYEE",
            Self::Relayee { .. } => "RELAYEE",
            Self::Retenue { .. } => "RETENUE",
            Self::Ecartee { .. } => "ECARTEE",
        }
    }

    pub const fn ouverte(&self) -> bool {
        matches!(self, Self::Envoyee | Self::Relayee { .. })
    }

    /// What was answered to the structure.
    pub fn commentaire(&self) -> &str {
        match self {
            Self::Retenue { commentaire, .. } | Self::Ecartee { commentaire, .. } => commentaire,
            Self::Envoyee | Self::Relayee { .. } => "",
        }
    }
}
