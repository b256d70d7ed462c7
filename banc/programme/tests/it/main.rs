//! The bench against a right relying party, its broken twins, and services that do it harm.

mod commande;
mod hostiles;
mod maison;
mod matrice;
mod navigateur;
