//! Cards of this authority in front of what judges cards.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod autorites;
mod cartes;
mod commandes;
mod commandes_cartes;
mod defauts;
mod dossier;
mod faibles;
mod fichiers;
mod hostile;
mod ici;
mod limbo;
mod listes;
mod ocsp;
mod revocation;
mod web;
