//! The embedded default: a whole identity provider in one process, with invented people, cards, phones and messages.

mod accueil;
pub mod annonce;
pub mod autorite;
pub mod bac;
pub mod cartes;
pub mod cli;
pub mod confiance;
mod delais;
pub mod dossier;
mod erreur;
pub mod essai;
pub mod fournisseur;
mod guide;
pub mod horloge;
mod machine;
pub mod manifeste;
mod onglets;
pub mod population;
pub mod ports;
pub mod poste;
mod registre;

pub use bac::Bac;
pub use erreur::BacError;
