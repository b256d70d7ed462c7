//! `idp-server partenaires`: what the pages of the partner space do, on the record of this installation; running nodes follow
//! within a second. Whoever runs it acts for the operator.

mod faire;
mod lire;
mod verbe;

pub use verbe::{Client, Garder, Service, Verbe};

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use ambient::Ambient;
use idp_outbound::{ClientError, Garde};
use idp_partenaires::{Bureau, Entree, Refus};
use idp_webauthn::SetupError;
use journal::JournalError;

use super::Assise;
use crate::config::Config;
use crate::messages::{Carriers, MessagesError};
use crate::provider::StartError;
use crate::secrets::{Secrets, SecretsError};
use crate::stores::{Stores, StoresError};

#[derive(Debug, thiserror::Error)]
pub enum PartenairesError {
    #[error("partenaires: the configuration serves no partner space. Write [partenaires] with url and listen")]
    Closed,
    #[error("two operators accept it, each with their passkey: {0}partenaires")]
    TwoOperators(url::Url),
    #[error("{}", told(.0))]
    Refus(#[from] Refus),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Stores(#[from] StoresError),
    #[error(transparent)]
    Messages(#[from] MessagesError),
    #[error("passkeys: {0}")]
    Setup(#[from] SetupError),
    #[error("outbound calls: {0}")]
    Http(#[from] ClientError),
    #[error(transparent)]
    Start(#[from] Box<StartError>),
    #[error("journal: {0}")]
    Journal(#[from] JournalError),
    #[error("{}: {}", .0.display(), .1)]
    Fichier(PathBuf, String),
    #[error("the partner space of the running node does not answer: {0}")]
    Appel(#[from] reqwest::Error),
    #[error("the API answered {0}: {1}")]
    Api(u16, String),
    #[error("only a running node knows this: ask its API")]
    Ailleurs,
}

/// With each reason, where there are several.
fn told(refus: &Refus) -> String {
    let mut text = format!("{} ({})", refus.phrase(), refus.code());
    if let Refus::Fiche(objections) = refus {
        for one in objections {
            let _ = write!(text, "\n- {}: {}. {}", one.key, one.reason, one.remedy);
        }
    }
    text
}

/// Does it, and tells how things stand then.
pub async fn act(config: &Config, verbe: Verbe, ambient: &Ambient) -> Result<String, PartenairesError> {
    match &verbe {
        Verbe::Requetes { client, cle } => return lire::lire(config, (client, "requetes"), cle).await,
        Verbe::Claims { client, cle } => return lire::lire(config, (client, "claims"), cle).await,
        _ => {}
    }
    if let (Verbe::Decider { accepter: true, .. }, Some(door)) = (&verbe, config.two_operators()) {
        return Err(PartenairesError::TwoOperators(door.clone()));
    }
    let espace = config.partenaires.as_ref().ok_or(PartenairesError::Closed)?;
    let guard = config.mode.guard();
    let secrets = Secrets::read(&config.keys, guard)?;
    let stores = Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), ambient).await?;
    let authority = config.authority().map_err(Box::new)?;
    let http = idp_outbound::client(authority.as_deref())?;
    let audit: Arc<dyn idp_core::journal::Journal> = stores.audit.clone();
    let assise = Assise {
        ambient,
        rest: &secrets.rest,
        hosts: &config.hosts(),
        sql: &stores.sql,
        presence: &stores.presence,
        documents: Arc::new(Garde::new(config.outbound.reglages(), authority.as_deref())?),
        messages: Carriers::new(&config.messages, guard, &http)?.messages,
        journal: &audit,
    };
    let deps = assise.deps(config, espace)?;
    let told = faire::faire((&Bureau::new(deps.clone()), &Entree::new(deps)), verbe).await;
    stores.journal.close().await?;
    told
}
