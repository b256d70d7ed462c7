//! The ping: OpenID Connect CIBA Core 1.0 §10.2. The client hears that somebody answered, and not what: it comes for the
//! tokens itself.

use std::sync::Arc;

use ambient::{Ambient, RestKey, Seconds};
use async_trait::async_trait;
use ecps::DemandeId;
use serde::{Deserialize, Serialize};

use super::sealed;
use crate::client::{CibaRules, Client, ClientId, Clients};
use crate::ecps::Ecoute;
use crate::journal::{Acte, Journal, event};
use crate::outbound::{Calls, FetchError};
use crate::port::PortError;
use crate::presence::{Presence, Shelf};

/// The pauses before each further try, when the client's server is out of order.
const AGAIN: [Seconds; 3] = [Seconds(1), Seconds(3), Seconds(9)];

/// Lets time pass.
#[async_trait]
pub trait Pause: Send + Sync {
    async fn pause(&self, length: Seconds);
}

/// What [`Pings`] stands on.
#[derive(Clone)]
pub struct PingDeps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub presence: Arc<dyn Presence>,
    pub clients: Arc<dyn Clients>,
    pub calls: Arc<dyn Calls>,
    pub pause: Arc<dyn Pause>,
    pub journal: Arc<dyn Journal>,
}

/// Tells the clients that asked to be told.
#[derive(Clone)]
pub struct Pings {
    deps: PingDeps,
    shelf: Shelf<Expected>,
}

/// A client that waits to be told of one demand.
#[derive(Serialize, Deserialize)]
struct Expected {
    client: ClientId,
    /// [`Words`] as JSON.
    sealed: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Words {
    auth_req_id: String,
    bearer: String,
}

/// How a ping ended.
enum Told {
    Heard(u16),
    /// The client answered that it does not want it, or never answered.
    Lost(String),
}

impl Pings {
    pub fn new(deps: PingDeps) -> Self {
        let shelf = Shelf::new(deps.presence.clone(), "ciba.ping");
        Self { deps, shelf }
    }

    /// Remembers whom to tell when this demand ends.
    pub(super) async fn expect(
        &self,
        demande: &DemandeId,
        client: &Client,
        (auth_req_id, bearer): (&str, &str),
        life: Seconds,
    ) -> Result<(), PortError> {
        let words = Words { auth_req_id: auth_req_id.to_owned(), bearer: bearer.to_owned() };
        let words =
            serde_json::to_string(&words).map_err(|error| PortError::inconsistent("presence", "ping", error))?;
        let sealed = sealed::seal(&self.deps.rest, &*self.deps.ambient.chance, demande.as_str(), &words)?;
        let expected = Expected { client: client.id.clone(), sealed };
        self.shelf.create(demande.as_str(), &expected, life).await.map(|_| ())
    }

    async fn tell(&self, demande: &DemandeId) -> Result<(), PortError> {
        let Some(expected) = self.shelf.take(demande.as_str()).await? else { return Ok(()) };
        let client = self.deps.clients.client(&expected.client).await?.filter(|client| client.disabled_at.is_none());
        let Some(Client { ciba: Some(CibaRules::Ping { notification_endpoint, .. }), .. }) = client else {
            return Ok(());
        };
        let words = sealed::open(&self.deps.rest, demande.as_str(), &expected.sealed)?;
        let words: Words =
            serde_json::from_str(&words).map_err(|error| PortError::inconsistent("presence", "ping", error))?;
        let told = self.call(&notification_endpoint, &words).await;
        let acte = Acte::new(event::CIBA_PINGED)
            .with("client.id", expected.client.as_str())
            .with("demande.id", demande.as_str());
        self.deps
            .journal
            .record(match told {
                Told::Heard(status) => acte.with("status", status),
                Told::Lost(cause) => acte.with("cause", cause),
            })
            .await
    }

    /// No redirect is followed, and a client that refuses is not asked again: it knows what it does.
    async fn call(&self, url: &str, words: &Words) -> Told {
        let body = serde_json::json!({ "auth_req_id": words.auth_req_id }).to_string();
        let mut pauses = AGAIN.iter();
        loop {
            let body = body.clone().into_bytes();
            let cause = match self.deps.calls.post(url, body, "application/json", Some(&words.bearer)).await {
                Ok(status @ 200..=299) => return Told::Heard(status),
                Ok(status @ 500..=599) => format!("status {status}"),
                Ok(status) => return Told::Lost(format!("status {status}")),
                Err(error @ (FetchError::Slow | FetchError::Unreachable)) => error.to_string(),
                Err(error) => return Told::Lost(error.to_string()),
            };
            match pauses.next() {
                Some(length) => self.deps.pause.pause(*length).await,
                None => return Told::Lost(cause),
            }
        }
    }
}

#[async_trait]
impl Ecoute for Pings {
    async fn terminee(&self, demande: &DemandeId) {
        if let Err(error) = self.tell(demande).await {
            tracing::warn!(%error, demande.id = %demande, "a client could not be told that somebody answered");
        }
    }
}
