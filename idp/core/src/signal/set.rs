use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Signal, SignalEvent, Stream};

/// Header `typ` (RFC 8417 §2.3).
pub(super) const TYPE: &str = "secevent+jwt";

/// What a security event token says: the subject, and one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityEvent {
    pub sub_id: SubjectId,
    pub uri: String,
    pub payload: Value,
}

/// RFC 9493, and the complex form of SSF 1.0 §3.3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "format", rename_all = "snake_case")]
pub enum SubjectId {
    /// The person as the client knows them.
    IssSub {
        iss: String,
        sub: String,
    },
    /// A session (`sid`), or a stream.
    Opaque {
        id: String,
    },
    Complex {
        user: Box<SubjectId>,
        session: Box<SubjectId>,
    },
}

impl SubjectId {
    /// The `sub` that it names, where it names a person.
    pub fn person(&self) -> Option<&str> {
        match self {
            Self::IssSub { sub, .. } => Some(sub),
            Self::Complex { user, .. } => user.person(),
            Self::Opaque { .. } => None,
        }
    }
}

impl SecurityEvent {
    pub fn new(sub_id: SubjectId, event: &SignalEvent) -> Self {
        Self { sub_id, uri: event.uri().to_owned(), payload: event.payload() }
    }
}

/// RFC 8417 §2.2 as SSF 1.0 §11.1 profiles it: one audience, one event, neither `exp` nor `sub`.
pub(super) fn claims(issuer: &str, stream: &Stream, signal: &Signal) -> Value {
    json!({
        "iss": issuer,
        "aud": stream.client.as_str(),
        "iat": signal.queued_at.seconds(),
        "jti": signal.id.as_str(),
        "sub_id": signal.event.sub_id,
        "events": { signal.event.uri.as_str(): signal.event.payload },
    })
}
