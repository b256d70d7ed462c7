//! Who somebody is: civil status as it was typed, checked, and reduced to what is compared; and what it was before.

mod ancien;
mod certification;
mod lieu;
mod naissance;
mod nom;
mod objection;
mod saisie;
mod traits;

pub use ancien::{AncienEtatCivil, Anciens};
pub use certification::{Certification, Certifications, Certifie};
pub use objection::{Objection, Valeurs};
pub use saisie::EtatCivilSaisi;
pub use traits::Traits;
