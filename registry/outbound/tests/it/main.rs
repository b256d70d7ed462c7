//! Mails as they leave: what they say, and what becomes of them at a server that takes them, refuses them, or is down.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod cartes;
mod echantillons;
mod envoi;
mod guichet;
mod igc;
mod tls;
