//! The simulator against a client that nobody here wrote (`openidconnect`), over real HTTP.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod connexion;
mod decor;
mod refus;
