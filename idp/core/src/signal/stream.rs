use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::client::ClientId;
use crate::port::PortError;

ambient::typed_id! {
    /// `stream_id`: a UUID.
    pub struct StreamId;
}

/// What one receiver wants to hear (SSF 1.0 §8.1.1). One stream a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    pub id: StreamId,
    pub client: ClientId,
    pub method: Method,
    /// Among those that exist; what a receiver asked for beyond them is forgotten.
    pub events: Vec<String>,
    pub description: Option<String>,
    pub status: Status,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "lowercase")]
pub enum Method {
    /// RFC 8935, to this address.
    Push { url: String },
    /// RFC 8936.
    Poll,
}

impl Method {
    pub const PUSH: &'static str = "urn:ietf:rfc:8935";
    pub const POLL: &'static str = "urn:ietf:rfc:8936";

    /// The word under which it is stored beside the content.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Push { .. } => "push",
            Self::Poll => "poll",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Enabled,
    /// Nothing is sent; what happens is held.
    Paused,
    /// Nothing is sent and nothing is held.
    Disabled,
}

impl Status {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }
}

#[async_trait]
pub trait Streams: Send + Sync {
    /// `false`: the client has one already, and nothing was written.
    async fn create(&self, stream: &Stream) -> Result<bool, PortError>;
    async fn of_client(&self, client: &ClientId) -> Result<Option<Stream>, PortError>;
    async fn stream(&self, id: &StreamId) -> Result<Option<Stream>, PortError>;
    /// Writes it anew. A disabled one loses what it held, in the same transaction.
    async fn save(&self, stream: &Stream) -> Result<(), PortError>;
    /// With everything that it held.
    async fn remove(&self, id: &StreamId) -> Result<(), PortError>;
    /// Tells this stream nothing more of a subject. `false`: so many are muted, and this one is not among them.
    async fn mute(&self, id: &StreamId, subject: &str, at_most: u32) -> Result<bool, PortError>;
    /// Tells it everything again.
    async fn unmute(&self, id: &StreamId, subject: &str) -> Result<(), PortError>;
    async fn muted(&self, id: &StreamId, subject: &str) -> Result<bool, PortError>;
}
