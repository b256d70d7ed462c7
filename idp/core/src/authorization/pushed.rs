//! The shelf of pushed requests: RFC 9126 §2.2, §4, §7.3. A reference is read as often as the browser comes back before
//! the login is complete, and completes once.

use std::sync::Arc;

use ambient::{Ambient, ExposeSecret, RestKey, Resting, Seconds, Timestamp};
use oidc::{Parameters, PushedResponse};
use serde::{Deserialize, Serialize};

use crate::client::ClientId;
use crate::interaction::InteractionSettings;
use crate::lifetimes::Lifetimes;
use crate::port::PortError;
use crate::presence::{Presence, Shelf};

/// A request that waits for its browser. Its parameters are checked again when it comes: the registration may have changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushedRequest {
    pub client: ClientId,
    /// Those of an authorization request alone: nothing that proved the client.
    pub params: Parameters,
    /// They came in a signed object.
    pub signed: bool,
    pub expires_at: Timestamp,
}

#[derive(Clone)]
pub struct Pushed {
    ambient: Ambient,
    rest: RestKey,
    shelf: Shelf<PushedRequest>,
    life: Seconds,
    /// A login may end this long after its reference was read.
    login: Seconds,
}

impl Pushed {
    /// How each of our references begins; what follows is 256 random bits.
    pub const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

    pub fn new(
        ambient: Ambient,
        rest: RestKey,
        presence: Arc<dyn Presence>,
        lifetimes: Lifetimes,
        login: InteractionSettings,
    ) -> Self {
        Self { ambient, rest, shelf: Shelf::new(presence, "pushed"), life: lifetimes.pushed, login: login.life }
    }

    /// Keeps the checked parameters of a request of this client.
    pub async fn push(&self, client: &ClientId, params: Parameters, signed: bool) -> Result<PushedResponse, PortError> {
        let request_uri = format!("{}{}", Self::PREFIX, self.ambient.secret().expose_secret());
        let expires_at = self.ambient.now().plus(self.life);
        let pushed = PushedRequest { client: client.clone(), params, signed, expires_at };
        let kept = Seconds(self.life.0 + self.login.0);
        match self.shelf.create(self.reference(&request_uri).as_str(), &pushed, kept).await? {
            true => Ok(PushedResponse { request_uri, expires_in: self.life.0 }),
            false => Err(PortError::inconsistent("presence", "pushed", "a fresh reference was already taken")),
        }
    }

    /// The request behind a reference that this very client got, until it expires or has completed.
    pub async fn read(&self, client: &ClientId, request_uri: &str) -> Result<Option<PushedRequest>, PortError> {
        let seen = self.shelf.read(self.reference(request_uri).as_str()).await?;
        let alive = |pushed: &PushedRequest| pushed.client == *client && pushed.expires_at > self.ambient.now();
        Ok(seen.map(|seen| seen.value).filter(alive))
    }

    /// Under what the reference rests: what a login under way holds of it.
    pub fn reference(&self, request_uri: &str) -> Resting {
        self.rest.rest("pushed", request_uri)
    }

    /// Spends the reference: `true` for the first caller, `false` for every other. It may have expired since it was read.
    pub async fn complete(&self, reference: &str) -> Result<bool, PortError> {
        Ok(self.shelf.take(reference).await?.is_some())
    }
}
