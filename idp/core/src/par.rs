//! Pushed authorization requests: RFC 9126. The client proves itself, the whole request is checked, and what the browser
//! brings later is a reference.

mod refusal;

pub use refusal::ParRefusal;

use std::sync::Arc;

use ambient::{Ambient, Seconds};
use oidc::{Parameters, PushedResponse};
use serde::{Deserialize, Serialize};

use crate::authorization::source::{Sourced, Unread};
use crate::authorization::{Authorization, Fault, Pushed};
use crate::client::Client;
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::compteur::{Compteurs, Counted, Limit};
use crate::journal::{Acte, Journal, event};
use crate::sender::Senders;

/// What is kept of a request: the parameters that some check reads. Nothing that proved the client is among them.
const KEPT: [&str; 21] = [
    "acr_values",
    "claims",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "dpop_jkt",
    "id_token_hint",
    "kc_idp_hint",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "registration",
    "resource",
    "response_mode",
    "response_type",
    "scope",
    "situation_hint",
    "state",
    "ui_locales",
];
/// Bytes of names and values that one reference may hold.
const LARGEST: usize = 32 * 1_024;
/// Pushes in the name of one public client from one network: it proves nothing, and each takes its place in the store.
const PUBLIC: Limit = Limit { tries: 300, window: Some(Seconds::minutes(10)) };

/// Bytes of a request as clients usually push them; a longer one takes a place of which there are fewer.
const USUAL: usize = 4 * 1_024;

/// How much of the store one client may take, which holds the sessions and logins of all others too: pushes in ten
/// minutes, over all nodes. A registered client is no friend: its key may be in other hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PushSettings {
    pub a_client: u32,
    /// Of them, those that are longer than 4 kB.
    pub long: u32,
}

impl Default for PushSettings {
    /// Ten logins a second, without rest.
    fn default() -> Self {
        Self { a_client: 6_000, long: 600 }
    }
}

/// What [`PushedRequests`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub client_auth: ClientAuthentication,
    pub authorization: Authorization,
    pub senders: Senders,
    pub pushed: Pushed,
    pub settings: PushSettings,
    pub compteurs: Arc<dyn Compteurs>,
    pub journal: Arc<dyn Journal>,
}

/// Keeps requests for the browsers that will bring their references.
#[derive(Clone)]
pub struct PushedRequests(Deps);

impl PushedRequests {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// RFC 9126 §2. A refusal leaves nothing behind, but its line in the journal where the client is proven or named.
    pub async fn push(&self, call: &BackChannelCall<'_>) -> Result<PushedResponse, ParRefusal> {
        let client = self.0.client_auth.authenticate(call).await?;
        match self.accept(&client, call).await {
            Ok(pushed) => Ok(pushed),
            Err(refusal) => {
                self.tell(&client, &refusal).await?;
                Err(refusal)
            }
        }
    }

    async fn accept(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<PushedResponse, ParRefusal> {
        self.room(client, call.source).await?;
        let (request, sourced) = self.0.authorization.check_pushed(call.params, client).await?;
        let jkt = self.0.senders.announce(client, call, request.dpop_jkt.as_deref()).await?;
        let Sourced { params, came, .. } = sourced;
        let params = kept(&params, jkt);
        if params.size() > LARGEST {
            return Err(ParRefusal::Request(Fault::request("the request is longer than 32 kB")));
        }
        self.place(client, params.size()).await?;
        Ok(self.0.pushed.push(&client.id, params, came.signed).await?)
    }

    /// Before anything is checked: whoever calls in the name of a public client proves nothing.
    async fn room(&self, client: &Client, source: &str) -> Result<(), ParRefusal> {
        match client.is_public() {
            true => self.within(&format!("pushed:{}:{source}", client.id), PUBLIC.tries).await,
            false => Ok(()),
        }
    }

    /// What is to be kept takes its place among those of its client, whoever it is.
    async fn place(&self, client: &Client, size: usize) -> Result<(), ParRefusal> {
        let PushSettings { a_client, long } = self.0.settings;
        if size > USUAL {
            self.within(&format!("pushed-long:{}", client.id), long).await?;
        }
        self.within(&format!("pushed-by:{}", client.id), a_client).await
    }

    async fn within(&self, key: &str, tries: u32) -> Result<(), ParRefusal> {
        let limit = Limit { tries, window: PUBLIC.window };
        match self.0.compteurs.count(key, limit, self.0.ambient.now()).await? {
            Counted::Within(_) => Ok(()),
            Counted::Exhausted { .. } => Err(ParRefusal::Throttled),
        }
    }

    async fn tell(&self, client: &Client, refusal: &ParRefusal) -> Result<(), ParRefusal> {
        let error = refusal.public().error.word();
        let acte = Acte::new(event::AUTHORIZATION_REFUSED).with("client.id", client.id.as_str()).with("error", error);
        let acte = acte.with("page", false);
        let told = match client.is_public() {
            // Anybody can call in its name.
            true => self.0.client_auth.bounded().record(&format!("{}:{error}", client.id), acte).await,
            false => self.0.journal.record(acte).await,
        };
        Ok(told?)
    }
}

/// With the key that the code will be bound to, whether a proof or `dpop_jkt` named it (RFC 9449 §10.1).
fn kept(params: &Parameters, jkt: Option<String>) -> Parameters {
    let said = params.keeping(|name| KEPT.contains(&name) && name != "dpop_jkt");
    said.iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .chain(jkt.map(|jkt| ("dpop_jkt".into(), jkt)))
        .collect()
}

impl From<Unread> for ParRefusal {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Fault(fault, _) => Self::Request(fault),
            Unread::Unavailable(cause) => Self::Port(cause),
        }
    }
}

#[cfg(test)]
mod tests;
