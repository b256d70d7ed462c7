//! `otherIds`: every identifier known for the person (facts/psc.md §2.4).

use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OtherId {
    pub identifiant: String,
    /// RPPS, ADELI, FINESS, SIRET, SIREN, CAB_RPPS, CAB_ADELI, PSI.
    pub origine: String,
    /// The only leaf that is a number: 1 for a registry source, 2 for a PSI.
    pub qualite: u8,
}
