//! What the provider asks of the registry, and the ordered events that the registry tells.
//!
//! Three questions, each a GET under the registry's own authentication (`Authorization: Bearer`, a key with rights):
//!
//! | path | right | answers |
//! | --- | --- | --- |
//! | [`chemin::personne`] | `lecture` | 200 [`Personne`]; 404 nobody has this number; 410 the person was deactivated |
//! | [`chemin::correspondance`] | `correspondance` | 200 [`Correspondance`]; 404; 410 |
//! | [`chemin::evenements`] | `evenements` | 200 [`Evenements`], held open up to `attente` seconds when nothing is new |
//!
//! Dates are instants in milliseconds: the registry has already turned a calendar day of Europe/Paris into one.

pub mod chemin;
mod correspondance;
mod evenement;
mod personne;

pub use correspondance::Correspondance;
pub use evenement::{Evenement, Evenements, Fait, Numero};
pub use personne::{Exercice, Personne, Porteur, SavoirFaire, Situation, Structure};
