//! The registry on SQL: one text for SQLite and PostgreSQL.

mod avis;
mod carte;
mod bulk;
mod certificat;
mod certification;
mod chantier;
mod chargement;
mod compteur;
mod contact;
mod demande;
mod echeance;
mod empreintes;
mod erreur;
mod etat_civil;
mod fiche;
mod figures;
mod habilitation;
mod historique;
mod lot;
mod magasin;
mod motifs;
mod mots;
mod paquets;
mod pilotage;
mod profession_demandee;
mod proposition;
mod recherche;
mod ressemblance;
mod retrait;
mod selection;
mod tables;
mod texte;
mod visite;

pub use magasin::{Magasin, MagasinError};
