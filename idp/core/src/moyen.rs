//! The means of identification, and what they are worth.

use ambient::Timestamp;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// How somebody proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MoyenKind {
    Carte,
    Ecps,
}

impl MoyenKind {
    /// The claim `authMode` (facts/psc.md §1.4).
    pub fn auth_mode(self) -> &'static str {
        match self {
            Self::Carte => "CARD",
            Self::Ecps => "MOBILE",
        }
    }
}

/// One proven authentication: who, by which means, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    pub personne: IdentifiantNational,
    pub kind: MoyenKind,
    /// The device of the e-CPS, or `issuer key id:serial` of the card: what a not-before stamp of this means names.
    pub moyen: String,
    pub at: Timestamp,
}
