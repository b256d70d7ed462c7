//! The provider as a service: its configuration and its wiring. Clock, randomness, stores and signer enter here.

mod cards;
pub mod config;
mod machines;
mod messages;
mod provider;
mod registry;
mod secrets;
mod signals;
mod sites;
mod stores;
mod tellers;
mod use_cases;

pub use provider::{Provider, StartError, StartStep};
