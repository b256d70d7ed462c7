//! The provider as a service: its configuration and its wiring. Clock, randomness, stores and signer enter here.

mod around;
mod cards;
pub mod config;
pub mod doctor;
pub mod exploitation;
mod hourly;
mod keys;
mod machines;
mod messages;
mod operator;
pub mod partenaires;
pub mod proofs;
mod provider;
mod pulse;
mod registrar;
pub mod registration;
mod registry;
pub mod rehearsal;
pub mod schedule;
mod secrets;
mod signals;
mod sites;
mod stores;
mod tellers;
mod use_cases;

pub use around::{Around, Site};
pub use operator::MEASURES;
pub use provider::{Provider, StartError, StartStep};
