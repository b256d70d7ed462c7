//! The registry on SQL: one text for SQLite and PostgreSQL.

mod avis;
mod bulk;
mod chantier;
mod chargement;
mod demande;
mod empreintes;
mod erreur;
mod fiche;
mod habilitation;
mod historique;
mod magasin;
mod paquets;
mod proposition;
mod ressemblance;
mod tables;
mod texte;

pub use magasin::{Magasin, MagasinError};
