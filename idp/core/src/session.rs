//! The browser session on the authorization host: 4 h at most, 30 min idle, shared by the clients (SSO).

mod alive;
mod awake;
mod browser_state;
mod service;

pub use awake::Awake;
pub use browser_state::BrowserStates;
pub use service::{Opened, Sessions};

use ambient::{Ambient, Timestamp};
use serde::{Deserialize, Serialize};

use crate::moyen::Authentication;

ambient::typed_id! {
    /// The public name of a session: the claims `sid` and `session_state` (a UUID). Not the cookie, which is a secret.
    pub struct SessionId;
}

/// A random UUID (version 4).
pub(crate) fn random_uuid(ambient: &Ambient) -> String {
    let mut bytes = [0; 16];
    ambient.chance.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// Kept on a presence shelf under the resting form of its cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub authentication: Authentication,
    pub opened_at: Timestamp,
    pub seen_at: Timestamp,
}
