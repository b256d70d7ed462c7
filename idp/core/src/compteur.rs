//! Durable counters of tries: they survive a restart and a failover, because losing one would accept.

use ambient::{Seconds, Timestamp};
use async_trait::async_trait;

use crate::port::PortError;

/// What a count answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// This is try number `n` of the window, within the limit.
    Within(u32),
    /// The limit was reached before this try; nothing was counted.
    Exhausted { until: Option<Timestamp> },
}

/// How many tries in how long. `window: None`: for ever, until cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub tries: u32,
    pub window: Option<Seconds>,
}

#[async_trait]
pub trait Compteurs: Send + Sync {
    /// Counts a try in one atomic statement, before the thing that is counted is answered. A window starts at its first try.
    async fn count(&self, key: &str, limit: Limit, now: Timestamp) -> Result<Counted, PortError>;
    /// Tries counted in the running window.
    async fn tries(&self, key: &str, now: Timestamp) -> Result<u32, PortError>;
    async fn clear(&self, key: &str) -> Result<(), PortError>;
}
