//! Who somebody is: civil status as it was typed, checked, and reduced to what is compared.

mod naissance;
mod nom;
mod objection;
mod saisie;
mod traits;

pub use objection::Objection;
pub use saisie::EtatCivilSaisi;
pub use traits::Traits;
