//! What every service of ours is made of, whatever it serves: its configuration, its logs, its TLS listeners, the limits
//! that each request meets first, its health page and the way it stops.

pub mod config;
pub mod doctor;
pub mod health;
pub mod host;
pub mod layers;
pub mod listen;
pub mod metrics;
pub mod provider;
pub mod proxy;
mod shutdown;
pub mod telemetry;
pub mod tls;

pub use layers::RequestId;
pub use listen::{Limits, Peer};
pub use shutdown::Shutdown;
