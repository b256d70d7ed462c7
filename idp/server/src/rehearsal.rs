//! `idp-server rehearse`: what clients of Pro Santé Connect's profile are answered, switched while the nodes run.

use std::fmt::Write as _;

use ambient::Ambient;
use idp_core::assurance::Behaviour;
use idp_core::claims::subject::SubjectForm;
use idp_core::client::{ClientId, Clients as _, Profile, Rehearsal, Rehearsals as _};
use idp_core::journal::{Acte, Journal as _, event};
use idp_core::port::PortError;
use journal::JournalError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config::Config;
use crate::secrets::{Secrets, SecretsError};
use crate::stores::{Stores, StoresError};

/// What the operator asks: for one client, or for the realm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub client: Option<ClientId>,
    /// Empty: as the files have it again.
    pub what: Rehearsal,
}

#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    #[error("no client of the profile psc is called {0}")]
    NoClient(ClientId),
    #[error("Pro Santé Connect names people in two ways: federated or psi")]
    Subject,
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Stores(#[from] StoresError),
    #[error("database: {0}")]
    Port(#[from] PortError),
    #[error("journal: {0}")]
    Journal(#[from] JournalError),
}

/// Does it, on the record of this installation, and tells how things stand then; without a wish, tells alone. Running nodes
/// follow within a second.
pub async fn act(config: &Config, wish: Option<&Wish>, ambient: &Ambient) -> Result<String, RehearsalError> {
    let guard = config.mode.guard();
    let secrets = Secrets::read(&config.keys, guard)?;
    let stores = Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), ambient).await?;
    if let Some(wish) = wish {
        switch(&stores, wish).await?;
    }
    let told = report(config, &stores.sql.playing().await?);
    stores.journal.close().await?;
    Ok(told)
}

async fn switch(stores: &Stores, Wish { client, what }: &Wish) -> Result<(), RehearsalError> {
    if what.subject == Some(SubjectForm::Pairwise) {
        return Err(RehearsalError::Subject);
    }
    if let Some(id) = client {
        let known = stores.sql.client(id).await?.filter(|client| client.profile == Profile::Psc);
        known.ok_or_else(|| RehearsalError::NoClient(id.clone()))?;
    }
    let acte = Acte::new(event::ANSWERS_SWITCHED)
        .with("client.id", client.as_ref().map_or("", ClientId::as_str))
        .with("levels", told(what.levels.as_ref()))
        .with("subject", told(what.subject.as_ref()));
    stores.audit.record(acte).await?;
    Ok(stores.sql.rehearse(client.as_ref(), *what).await?)
}

fn report(config: &Config, playing: &[(Option<ClientId>, Rehearsal)]) -> String {
    let mut text = format!(
        "file: levels {}, subject {}\n",
        serde_json::to_string(&config.assurance.psc).unwrap_or_default().replace('"', ""),
        told(Some(&config.subjects.psc))
    );
    for (who, what) in playing {
        let who = who.as_ref().map_or("realm", ClientId::as_str);
        let (levels, subject) = (told(what.levels.as_ref()), told(what.subject.as_ref()));
        let _ = writeln!(text, "{who}: levels {levels}, subject {subject}");
    }
    text
}

/// A word as the files spell it.
fn told<T: Serialize>(value: Option<&T>) -> String {
    let word = value.and_then(|value| serde_json::to_value(value).ok());
    word.as_ref().and_then(serde_json::Value::as_str).unwrap_or("as before").to_owned()
}

/// `eidas1`, `eidas3-carte` or `eidas2-2026`.
///
/// # Errors
/// The words, for whoever wrote another.
pub fn behaviour(word: &str) -> Result<Behaviour, String> {
    read(word)
}

/// `federated` or `psi`.
///
/// # Errors
/// The words, for whoever wrote another.
pub fn subject(word: &str) -> Result<SubjectForm, String> {
    read(word)
}

fn read<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|error| error.to_string())
}
