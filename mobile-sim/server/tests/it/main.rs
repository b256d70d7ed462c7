//! The verbs of the command line over a service that runs, in front of a provider reduced to what a phone sees of it.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod decor;
#[path = "../../../web/src/web/tests/fournisseur.rs"]
mod fournisseur;
mod fournisseur_http;
mod verbes;
