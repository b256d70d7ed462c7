//! A card reader without cards of plastic: keys and certificates rest in SoftHSM, and a PKCS#11 module of our own stands before
//! it, so that a card is inserted, taken out, and blocked by three wrong PINs, whatever program asks (docs/decisions/0028).

mod erreur;
mod jeton;
mod lecteur;

pub use erreur::LecteurError;
pub use lecteur::{ESSAIS, Insertion, Lecteur};
