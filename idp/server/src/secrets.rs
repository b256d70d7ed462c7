//! The keys that are in no database: read from their files once, at start.

use ambient::{ExposeSecret as _, RestKey, RestKeyError};
use idp_core::ecps::{CleEmballage, ScellementError};
use idp_core::signing::{SealKey, SealKeyError};
use journal::{CheckpointKey, CheckpointKeyError};
use service::config::{SecretFile, SecretFileError, SecretGuard};

use crate::config::{Keys, Mode};

pub struct Secrets {
    pub rest: RestKey,
    pub seal: SealKey,
    pub wrap: CleEmballage,
    pub checkpoint: CheckpointKey,
}

#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    #[error(transparent)]
    File(#[from] SecretFileError),
    #[error("keys.rest_file: {0}")]
    Rest(#[from] RestKeyError),
    #[error("keys.seal_file: {0}")]
    Seal(#[from] SealKeyError),
    #[error("keys.wrap_file: {0}")]
    Wrap(#[from] ScellementError),
    #[error("keys.journal_file: {0}")]
    Journal(#[from] CheckpointKeyError),
}

impl Mode {
    /// How closed the files of secrets must be.
    pub fn guard(self) -> SecretGuard {
        match self {
            Self::Production | Self::Rehearsal => SecretGuard::Production,
            Self::Sandbox => SecretGuard::Sandbox,
        }
    }
}

impl Secrets {
    pub fn read(keys: &Keys, guard: SecretGuard) -> Result<Self, SecretsError> {
        let text = |file: &SecretFile| file.read(guard);
        Ok(Self {
            rest: RestKey::from_base64(text(&keys.rest_file)?.expose_secret())?,
            seal: SealKey::from_base64(text(&keys.seal_file)?.expose_secret())?,
            wrap: CleEmballage::from_base64(text(&keys.wrap_file)?.expose_secret())?,
            checkpoint: CheckpointKey::from_base64(text(&keys.journal_file)?.expose_secret())?,
        })
    }
}
