//! Phones that do not exist: each is a page that looks like one, over the very code of the device (`mobile_device`).
//!
//! * [`Telephones`]: the phones of a folder, and what can be done with them, by the page or by a script.
//! * [`router`]: the pages, and `POST /push/{notification}`, where notifications without content arrive.

mod ecran;
mod fiche;
mod gestes;
mod magasin;
mod poste;
mod saisie;
mod telephones;
mod touche;
mod vue;
mod web;

pub use fiche::{Issue, TelephoneId, Trace};
pub use magasin::MagasinError;
pub use poste::{Apercu, Poste};
pub use telephones::{Acces, Telephones, TelephonesError};
pub use web::{EtatTelephones, router};
