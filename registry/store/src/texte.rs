//! Lists and facts are stored as JSON texts, days as `1988-02-04`.

use registry_core::port::PortError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::erreur::illisible;

pub fn ecrire<T: Serialize + ?Sized>(lieu: &str, valeur: &T) -> Result<String, PortError> {
    serde_json::to_string(valeur).map_err(|cause| illisible(lieu, cause))
}

pub fn lire<T: DeserializeOwned>(lieu: &str, texte: &str) -> Result<T, PortError> {
    serde_json::from_str(texte).map_err(|cause| illisible(lieu, cause))
}
