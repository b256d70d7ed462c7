//! The portal against the simulated FranceConnect and a stand-in for our own provider, over real HTTP; the registry's answers
//! are the test's.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod adhesion;
mod assistance;
mod bureau;
mod caducee;
mod certificats;
mod contacts;
mod deconnexion;
mod decor;
mod demande;
mod droits;
mod guichets;
mod hors_activite;
mod listes;
mod lot;
mod mise_a_jour;
mod moi;
mod mots;
mod naissance;
mod navigateur;
mod noeuds;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod professionnels;
mod professions;
mod recherches;
mod reseaux;
mod roles;
mod session;
mod suivis;
mod support;
