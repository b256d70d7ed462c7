//! The portal against the simulated FranceConnect and a stand-in for our own provider, over real HTTP; the registry's answers
//! are the test's.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod bureau;
mod caducee;
mod contacts;
mod decor;
mod demande;
mod droits;
mod guichets;
mod lot;
mod moi;
mod navigateur;
mod professionnels;
mod roles;
mod support;
