//! The registry's use cases on both engines: one suite, every test on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[macro_use]
mod banc;
mod absence;
mod attente;
mod avis;
mod concurrence;
mod contact;
mod courrier;
mod demande;
mod doublon;
mod echeance;
mod espace;
mod evenements;
mod extraction;
mod fin;
mod habilitation;
mod import;
mod lecture;
mod lot;
mod masse;
mod modification;
mod numero;
mod organisation;
mod portail;
mod porteur;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod recherche;
mod refus;
mod secret;
mod seuil;
mod situation_acte;
mod source;
mod support;
mod volume;
