//! The signing keys of this installation: where they rest, when they turn.

use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _};
use idp_core::signing::{self, SealKey, Signing, Vault};
use idp_hsm::{Hsm, HsmError, Place};
use service::config::SecretFileError;

use crate::config::Config;
use crate::stores::Stores;

#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error("keys.hsm: {0}")]
    Secret(#[from] SecretFileError),
    #[error("keys.hsm: {0}")]
    Hsm(#[from] HsmError),
}

/// Signs with what the store and the token hold; makes nothing yet.
pub fn signing(config: &Config, seal: SealKey, stores: &Stores, ambient: &Ambient) -> Result<Signing, KeysError> {
    Ok(Signing::new(signing::Deps {
        ambient: ambient.clone(),
        keys: stores.sql.clone(),
        seal,
        vault: vault(config)?,
        journal: stores.audit.clone(),
        issuer: config.issuer(),
        settings: config.keys.rotation.living(&config.lifetimes),
    }))
}

pub fn vault(config: &Config) -> Result<Option<Arc<dyn Vault>>, KeysError> {
    let Some(hsm) = &config.keys.hsm else { return Ok(None) };
    let pin = hsm.pin_file.read(config.mode.guard())?;
    let place = Place { module: hsm.module.clone(), token: hsm.token.clone(), algs: hsm.algs.clone() };
    Ok(Some(Arc::new(Hsm::open(place, pin.expose_secret())?)))
}
