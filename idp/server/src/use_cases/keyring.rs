use std::sync::Arc;

use idp_core::passkey::{Keyring, KeyringDeps};
use idp_web::ecps::EnsuiteTokio;

use super::Ground;
use crate::config::Config;

/// The passkeys of people.
pub fn keyring(config: &Config, ground: &Ground) -> Keyring {
    Keyring::new(KeyringDeps {
        ambient: ground.ambient.clone(),
        rest: ground.rest.clone(),
        settings: config.passkeys.limits,
        assurance: config.assurance,
        ceremonies: ground.ceremonies.clone(),
        passkeys: ground.sql.clone(),
        presence: ground.presence.clone(),
        spent: ground.sql.clone(),
        stamps: ground.sql.clone(),
        annuaire: ground.annuaire.clone(),
        messages: ground.carriers.messages.clone(),
        ensuite: Arc::new(EnsuiteTokio),
        journal: ground.journal.clone(),
    })
}
