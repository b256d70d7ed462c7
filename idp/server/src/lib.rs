//! The provider as a service: its configuration and its wiring. Clock, randomness, stores and signer enter here.

pub mod config;
