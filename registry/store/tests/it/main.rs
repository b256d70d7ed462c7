//! The registry's use cases on both engines: one suite, every test on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[macro_use]
mod banc;
mod absence;
mod activite;
mod attente;
mod avis;
mod bascule;
mod carte;
mod certificat;
mod certification;
mod compteur;
mod concurrence;
mod contact;
mod courrier;
mod demande;
mod doublon;
mod droit_dit;
mod echeance;
mod en_service;
mod espace;
mod etat_civil;
mod evenements;
mod extraction;
mod fin;
mod finess;
#[path = "../../../../tests/support/fin.rs"]
mod finir;
mod formulaire;
mod formulaire_direction;
mod formulaire_suite;
mod gel;
mod habilitation;
mod hors_activite;
mod import;
mod lecture;
mod listes;
mod lot;
mod masse;
mod mise_a_jour;
mod modification;
mod naissance;
mod numero;
mod organisation;
mod peremption;
mod pilotage;
mod portail;
mod porteur;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod profession_de_soi;
mod professions;
mod publication;
mod recherche;
mod refus;
mod secret;
#[path = "../../../../tests/support/service.rs"]
mod service;
mod seuil;
mod situation_acte;
mod source;
mod support;
mod surveillance;
mod transfert;
mod un_contrat;
mod visite;
mod volume;
