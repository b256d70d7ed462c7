//! Files as people and strangers send them.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod autres;
mod classeur;
mod texte;
