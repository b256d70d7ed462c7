//! The registry as its callers meet it: by HTTP with a key, and on the command line.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod cles;
mod commande;
mod contrat;
mod courrier;
mod docteur;
mod extraction;
#[path = "../../../../tests/support/fin.rs"]
mod fin;
mod journal;
mod lot;
mod maison;
mod preuves;
mod questions;
mod reglages;
#[path = "../../../../tests/support/service.rs"]
mod service;
mod service_tls;
mod veille;
mod vestiaire;
