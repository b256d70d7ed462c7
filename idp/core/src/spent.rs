//! What must never be accepted twice: losing this would accept, so it is durable.

use ambient::{Resting, Timestamp};
use async_trait::async_trait;

use crate::port::PortError;

#[async_trait]
pub trait Spent: Send + Sync {
    /// Spends `value` once for its `kind` (`jti`, `ticket`…) until `until`, after which it could not be presented anyway.
    /// `true` for the first caller, `false` for every other. One unique insert.
    async fn spend(&self, kind: &'static str, value: &Resting, until: Timestamp) -> Result<bool, PortError>;
}
