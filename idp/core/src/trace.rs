//! The last requests of a client, for the team that writes it: what it sent, what was answered, and why. Help, never
//! evidence: the journal is the record. Nothing that proves anybody is kept (docs/decisions/0036).

mod decoded;
mod ring;
mod said;

pub use decoded::{Decoded, TokenKind, Told, decode};
pub use ring::{Ring, RingSettings};
pub use said::Said;

use ambient::Timestamp;

use crate::client::ClientId;
use crate::explain::Explained;

/// Where a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Authorization,
    Token,
    Par,
    Ciba,
    Device,
    Userinfo,
    Introspection,
    Revocation,
    Logout,
}

impl Door {
    /// As developers call it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Authorization => "auth",
            Self::Token => "token",
            Self::Par => "par",
            Self::Ciba => "ciba",
            Self::Device => "device",
            Self::Userinfo => "userinfo",
            Self::Introspection => "introspect",
            Self::Revocation => "revoke",
            Self::Logout => "logout",
        }
    }
}

/// One request of one client, and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    pub at: Timestamp,
    pub client: ClientId,
    pub door: Door,
    pub method: &'static str,
    /// Of the HTTP answer.
    pub status: u16,
    pub said: Vec<Said>,
    pub outcome: Outcome,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Answered as asked; the tokens only where everybody is invented.
    Answered(Vec<Told>),
    Refused(Fault),
}

/// A refusal, as far as the client may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The word of the protocol, `invalid_grant`.
    pub error: String,
    pub description: String,
    /// A word of docs/errors.md; where no check is named, the word of the protocol, which stands there too.
    pub code: String,
    pub cause: Option<String>,
    pub expected: Option<String>,
    pub received: Option<String>,
    pub remedy: Option<String>,
}

impl Fault {
    pub fn new(error: &str, description: &str, explained: Option<&Explained>) -> Self {
        Self {
            error: error.to_owned(),
            description: description.to_owned(),
            code: explained.map_or(error, |told| told.code).to_owned(),
            cause: explained.map(|told| told.cause.clone()),
            expected: explained.and_then(|told| told.expected.clone()),
            received: explained.and_then(|told| told.received.clone()),
            remedy: explained.map(|told| told.remedy.to_owned()),
        }
    }
}

/// Keeps the last requests of each client for a while. Never fails and never waits: no answer depends on it.
pub trait Traces: Send + Sync {
    /// Whether the tokens of answers may be kept, decoded and without their signature: only where everybody is invented.
    fn keeps_tokens(&self) -> bool;
    fn note(&self, trace: Trace);
    /// The latest first.
    fn of(&self, client: &ClientId) -> Vec<Trace>;
}
