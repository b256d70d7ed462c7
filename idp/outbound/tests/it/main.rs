//! The HTTP adapters against a server that answers as the other side would, well or badly.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod annuaire_http;
mod machines;
mod passerelles;
mod revocations;
mod serveur;
mod tls;
