//! The operator's word for clients that register themselves: an initial access token.

use ambient::{Ambient, ExposeSecret as _, Seconds, SecretString};
use idp_core::journal::{Acte, Journal as _, event};
use idp_core::port::PortError;
use idp_core::registration::{InitialAccessTokens as _, NewInitialAccess};
use journal::JournalError;

use crate::config::Config;
use crate::secrets::{Secrets, SecretsError};
use crate::stores::{Stores, StoresError};

/// What the token is good for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub uses: u32,
    pub lasting: Seconds,
    pub trusted: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum InitialAccessError {
    #[error("registration.door is \"closed\": no client could use the token. Write door = \"with-token\" first")]
    Closed,
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Stores(#[from] StoresError),
    #[error("database: {0}")]
    Port(#[from] PortError),
    #[error("journal: {0}")]
    Journal(#[from] JournalError),
}

/// Draws a token, keeps its resting form, tells the journal. It is shown this once.
pub async fn initial_access_token(
    config: &Config,
    wish: Wish,
    ambient: &Ambient,
) -> Result<SecretString, InitialAccessError> {
    if !config.registration.open() {
        return Err(InitialAccessError::Closed);
    }
    let guard = config.mode.guard();
    let secrets = Secrets::read(&config.keys, guard)?;
    let stores = Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), ambient).await?;
    let expires_at = ambient.now().plus(wish.lasting);
    let new = NewInitialAccess { uses: Some(wish.uses), expires_at: Some(expires_at), trusted: wish.trusted };
    let (token, access) = new.draw(ambient, &secrets.rest);
    let acte = Acte::new(event::CLIENT_ACCESS_GIVEN).with("uses", wish.uses).with("trusted", wish.trusted);
    stores.audit.record(acte.with("expires_at", expires_at.seconds())).await?;
    stores.sql.add(&access).await?;
    stores.journal.close().await?;
    Ok(SecretString::from(token.expose_secret()))
}
