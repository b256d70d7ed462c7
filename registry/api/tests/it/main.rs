//! The API over a real store, with tokens that a stand-in for our provider signs and publishes the keys of.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod acces;
mod corps;
mod corrections;
mod decor;
mod demandes;
mod document;
mod emetteur;
mod hors_activite;
mod idempotence;
mod inscriptions;
mod lectures;
mod listes;
mod lots;
mod mise_a_jour;
mod moi;
mod portee;
mod secret;
mod situations;
