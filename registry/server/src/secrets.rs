//! The keys that are in no database: read from their files once, at start.

use ambient::{ExposeSecret as _, RestKey, RestKeyError};
use journal::{CheckpointKey, CheckpointKeyError};
use service::config::{SecretFileError, SecretGuard};

use crate::config::Keys;

pub struct Secrets {
    pub repos: RestKey,
    pub controle: CheckpointKey,
}

#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    #[error(transparent)]
    Fichier(#[from] SecretFileError),
    #[error("keys.rest_file: {0}")]
    Repos(#[from] RestKeyError),
    #[error("keys.journal_file: {0}")]
    Journal(#[from] CheckpointKeyError),
}

impl Secrets {
    pub fn lire(cles: &Keys, garde: SecretGuard) -> Result<Self, SecretsError> {
        Ok(Self {
            repos: RestKey::from_base64(cles.rest_file.read(garde)?.expose_secret())?,
            controle: CheckpointKey::from_base64(cles.journal_file.read(garde)?.expose_secret())?,
        })
    }
}
