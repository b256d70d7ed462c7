//! The registry on SQL: one text for SQLite and PostgreSQL.

mod bulk;
mod chantier;
mod erreur;
mod fiche;
mod magasin;
mod tables;
mod texte;

pub use magasin::{Magasin, MagasinError};
