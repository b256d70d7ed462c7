//! Cards of this authority in front of what judges cards.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod autorites;
mod cartes;
mod defauts;
mod dossier;
mod faibles;
mod fichiers;
mod hostile;
mod ici;
mod revocation;
