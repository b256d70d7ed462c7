//! The bench for relying parties: the provider of the sandbox with faults around it, something that walks the service, and a
//! report. Never linked into what runs in production.

pub mod campagne;
mod cle;
pub mod cli;
mod etapes;
pub mod fournisseur;
mod injecteur;
pub mod lancement;
pub mod partie;
pub mod pilote;
pub mod rapport;
mod registre;
mod scene;

pub use campagne::{Campagne, Rythme};
pub use fournisseur::Fournisseur;
pub use partie::PartieError;
