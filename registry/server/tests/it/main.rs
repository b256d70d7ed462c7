//! The registry as its callers meet it: by HTTP with a key, and on the command line.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod cles;
mod lot;
mod commande;
mod journal;
mod contrat;
mod courrier;
mod maison;
mod questions;
mod reglages;
mod service_tls;
mod veille;
