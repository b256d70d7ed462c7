//! The bench against a right relying party, its broken twins, and services that do it harm.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod commande;
mod commande_codes;
mod hostiles;
mod hostiles_entetes;
mod hostiles_navigateur;
mod maison;
mod matrice;
mod navigateur;
mod variantes;
