//! The provider as a service: its configuration and its wiring. Clock, randomness, stores and signer enter here.

mod cards;
pub mod config;
mod messages;
mod registry;
mod secrets;
mod stores;
mod use_cases;
