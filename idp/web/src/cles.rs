//! The person's passkeys, in their own space: the list, one added, one removed. A browser gives passkeys to scripts alone;
//! everything else here works without.

mod actes;
pub mod page;

pub use actes::{ajouter, get, preuve, question, retirer, retirer_page};
