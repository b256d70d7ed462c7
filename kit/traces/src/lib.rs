//! Traces of requests across services: which span of which process took how long (OpenTelemetry).
//!
//! Spans are those of `tracing`, and only the two of [`SPANS`] leave, with the attributes of [`ATTRIBUTES`] alone: what a library says
//! of itself, and a field that somebody adds without thinking, stay here. Without the feature `otel` these functions do nothing.

#[cfg(not(feature = "otel"))]
mod absent;
#[cfg(feature = "otel")]
mod carrier;
#[cfg(feature = "otel")]
mod otel;

use http::Method;
use tracing::Span;
use tracing_subscriber::Layer;

#[cfg(not(feature = "otel"))]
pub use absent::{Export, answered, carry, follow, open};
#[cfg(feature = "otel")]
pub use otel::{Export, answered, carry, follow, open};

/// Whether this program can send spans at all.
pub const BUILT: bool = cfg!(feature = "otel");
/// What leaves: a request that a service answers, and a call that it makes to another one.
pub const SPANS: [&str; 2] = ["request", "call"];
/// What a span says: the words of the log lines, and of no person.
pub const ATTRIBUTES: [&str; 4] = ["request.id", "method", "route", "status"];

/// Where spans go, and in whose name.
#[derive(Clone, Debug)]
pub struct Destination {
    /// `service.name` and `service.version` of every span.
    pub service: &'static str,
    pub version: &'static str,
    /// Of a collector, path included.
    pub url: String,
    /// One trace of so many is kept; 1 keeps all.
    pub one_in: u32,
    /// PEM: authorities of the collector, instead of the machine's own.
    pub authority: Option<Vec<u8>>,
}

#[derive(Debug, thiserror::Error)]
pub enum TracesError {
    #[error("this program was built without traces. Build it with --features otel, or remove the table traces")]
    NotBuilt,
    #[error("traces.ca_file: {0}. It holds certificates in PEM")]
    Client(String),
    #[error("traces: {0}")]
    Exporter(String),
}

/// What a subscriber is given.
pub type Sent<S> = Box<dyn Layer<S> + Send + Sync>;

/// The span of a call to another service of ours, where a request asked for it: what a process does by itself makes no trace.
///
/// `route`: as the other service's router names it, never the path, which may hold the number of a person.
pub fn call(method: &Method, route: &'static str) -> Span {
    if Span::current().is_none() {
        return Span::none();
    }
    tracing::debug_span!("call", otel.kind = "client", %method, route)
}
