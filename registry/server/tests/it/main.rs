//! The registry as its callers meet it: by HTTP with a key, and on the command line.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod cles;
mod commande;
mod contrat;
mod courrier;
mod journal;
mod lot;
mod maison;
mod questions;
mod reglages;
mod service_tls;
mod veille;
