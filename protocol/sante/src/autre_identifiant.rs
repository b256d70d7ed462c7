use serde::{Deserialize, Serialize};

/// One entry of the `otherIds` claim, and of the column "Autres identifiants" of the extraction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutreIdentifiant {
    pub identifiant: String,
    /// RPPS, ADELI, FINESS, SIRET, SIREN, CAB_RPPS, CAB_ADELI, PSI.
    pub origine: String,
    /// 1 for a registry source, 2 for a PSI.
    pub qualite: u8,
}
