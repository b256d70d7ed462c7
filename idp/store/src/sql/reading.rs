//! From rows to the types of the core, and from the engine's errors to the ports' error.

use ambient::Timestamp;
use idp_core::port::PortError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The engine refused, timed out or went away: `map_err(lost("grants"))`.
pub(super) fn lost(port: &'static str) -> impl Fn(sqlx::Error) -> PortError {
    move |error| PortError::unavailable(port, error)
}

/// A stored text that its type no longer reads.
pub(super) fn broken<E: ToString>(port: &'static str, place: &'static str) -> impl Fn(E) -> PortError {
    move |error| PortError::inconsistent(port, place, error)
}

pub(super) fn to_json<T: Serialize>(port: &'static str, value: &T) -> Result<String, PortError> {
    serde_json::to_string(value).map_err(broken(port, "a value to write"))
}

pub(super) fn from_json<T: DeserializeOwned>(
    port: &'static str,
    place: &'static str,
    text: &str,
) -> Result<T, PortError> {
    serde_json::from_str(text).map_err(broken(port, place))
}

pub(super) fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}
