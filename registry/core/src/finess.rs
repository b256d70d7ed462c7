//! An extract of FINESS, the reference of legal persons (DIR-05): entités juridiques, or the establishments below them, with their
//! category. A file is taken in whole or not at all, and what it does not say stays as it is (docs/decisions/0042).

mod erreur;
mod extrait;
mod ligne;
mod port;
mod prise;
mod rapport;
mod titres;

pub use erreur::FinessImportError;
pub use port::{Ecrits, Faits, FaitsLus};
pub use prise::ImportFiness;
pub use rapport::{Deplacement, Faute, RaisonFaute, RapportFiness};
