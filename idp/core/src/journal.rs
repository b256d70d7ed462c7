//! The audit record: durable before the answer of the act that it tells leaves.

mod bounded;
pub mod event;

pub use bounded::Bounded;

use async_trait::async_trait;
use serde_json::{Map, Value};

use crate::port::PortError;

/// One act. Names things by their identifiers (`client.id`, `session.id`), never a token, a code, a PIN, a name, a phone number.
#[derive(Clone, Debug)]
pub struct Acte {
    /// A word of `docs/events.md`, for example `token.issued`.
    pub event: &'static str,
    /// Unique per act where replay must be told apart; `None` otherwise.
    pub origin: Option<String>,
    pub fields: Map<String, Value>,
}

impl Acte {
    pub fn new(event: &'static str) -> Self {
        Self { event, origin: None, fields: Map::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }
}

#[async_trait]
pub trait Journal: Send + Sync {
    async fn record(&self, acte: Acte) -> Result<(), PortError>;
}
