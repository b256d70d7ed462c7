//! The browser session on the authorization host: 4 h at most, 30 min idle, shared by the clients (SSO).

mod alive;
mod awake;
mod browser_state;
mod card_left;
mod of_person;
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
    #[serde(default)]
    pub from: OpenedFrom,
    /// The card that opened it left its reader since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub card_left: bool,
}

/// Where a session was opened, in words for its holder. Empty where no browser was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedFrom {
    /// « Firefox sur Windows ».
    pub agent: String,
    /// An address or a network.
    pub source: String,
}
