//! The look of the house: layouts that other crates extend (`askama.toml` names this crate's `templates` folder), the
//! style sheet and its neighbours, texts in French and English, the headers of every page, and the token of every form.

extern crate self as pages;

pub mod assets;
mod cadre;
mod csrf;
pub mod entetes;
pub mod erreur;
pub mod heure;
mod icone;
mod langue;
mod page;
pub mod samples;
mod textes;

pub use cadre::{Cadre, Connecte, Onglet, Ruban};
pub use csrf::{CHAMP_CSRF, Csrf, JetonRefuse};
pub use erreur::PageErreur;
pub use icone::Icone;
pub use langue::Langue;
pub use page::Page;
pub use samples::Samples;
pub use textes::Textes;
