//! The use cases of the partner space over SQLite, with mail, ceremonies and addresses in memory.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod bench;
mod entree;
mod equipe;
mod production;
mod rotation;
mod services;
