//! The registry on SQL: one text for SQLite and PostgreSQL.

mod avis;
mod bulk;
mod chantier;
mod chargement;
mod demande;
mod echeance;
mod empreintes;
mod erreur;
mod fiche;
mod habilitation;
mod historique;
mod lot;
mod magasin;
mod motifs;
mod mots;
mod paquets;
mod profession_demandee;
mod proposition;
mod recherche;
mod ressemblance;
mod tables;
mod texte;

pub use magasin::{Magasin, MagasinError};
