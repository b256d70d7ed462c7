//! What the provider asks of the registry, and the ordered events that the registry tells.
//!
//! Three questions, each a GET, and one thing told, a POST, under the registry's own authentication (`Authorization: Bearer`,
//! a key with rights):
//!
//! | path | right | answers |
//! | --- | --- | --- |
//! | [`chemin::personne`] | `lecture` | 200 [`Personne`]; 404 nobody has this number; 410 the person was deactivated |
//! | [`chemin::correspondance`] | `correspondance` | 200 [`Correspondance`]; 404; 410 |
//! | [`chemin::activation`] | `activation` | 204 noted, that this person activates an e-CPS; 404 |
//! | [`chemin::evenements`] | `evenements` | 200 [`Evenements`], held open up to `attente` seconds when nothing is new |
//!
//! Without a known key: 401; without the right: 403; a malformed identifier: 400. Each of these, 404 and 410 included, has a
//! [`Refus`] for a body.
//!
//! Dates are instants in milliseconds: the registry has already turned a calendar day of Europe/Paris into one.

pub mod chemin;
mod correspondance;
mod evenement;
mod personne;
mod refus;

pub use correspondance::Correspondance;
pub use evenement::{Evenement, Evenements, Fait, Numero};
pub use personne::{Exercice, Personne, Porteur, SavoirFaire, Situation, Structure};
pub use refus::Refus;
