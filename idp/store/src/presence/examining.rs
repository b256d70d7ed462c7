//! A Redis server looked at from outside, before a service stands on it.

use std::time::Duration;

use idp_core::port::PortError;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};

const PATIENCE: Duration = Duration::from_secs(3);
/// A key under which nothing is ever kept: to remove it is a write that changes nothing.
const NOTHING: &str = "caducee:idp:sante";

/// How one server stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// What it does when its memory is full, in its own word; `None`: it does not tell.
    pub policy: Option<String>,
    /// A replica takes no writes.
    pub writable: bool,
}

/// Asks one server. Its address stays out of the error: it holds a password.
pub async fn examine(url: &str) -> Result<Examined, PortError> {
    let config = ConnectionManagerConfig::new()
        .set_response_timeout(Some(PATIENCE))
        .set_connection_timeout(Some(PATIENCE))
        .set_number_of_retries(1);
    let client = redis::Client::open(url).map_err(lost)?;
    let mut server = ConnectionManager::new_with_config(client, config).await.map_err(lost)?;
    let memory: String = redis::cmd("INFO").arg("memory").query_async(&mut server).await.map_err(lost)?;
    let removed: Result<i64, _> = redis::cmd("DEL").arg(NOTHING).query_async(&mut server).await;
    // a node of a cluster may send this one key on to another node, and take writes itself
    let writable = removed.as_ref().map_or_else(|error| error.code() == Some("MOVED"), |_| true);
    Ok(Examined { policy: line(&memory, "maxmemory_policy:"), writable })
}

fn line(told: &str, name: &str) -> Option<String> {
    told.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
}

fn lost(error: redis::RedisError) -> PortError {
    PortError::unavailable("presence", error)
}
