//! The e-CPS as the provider sees it: enrolment, requests, approvals (design §5, docs/ecps-protocol.md).
//!
//! Four use cases over one [`Socle`]: [`Activations`] makes a phone an e-CPS, [`Demandes`] is the login page's side of
//! a request, [`Reponses`] the phone's side, [`Vies`] its holder's side and its end.

mod activation;
mod demande;
mod demandes;
mod enveloppe;
mod erreur;
mod inscription;
mod navigateur;
mod ouverture;
mod par_carte;
mod port;
mod reglages;
mod reponse;
mod scellement;
mod socle;
mod source;
#[cfg(test)]
mod tests;
mod textes;
mod vie;

pub use activation::Activations;
pub(crate) use demande::lisible;
pub use demande::{DemandeEtat, DemandeOuverte, NouvelleDemande, Origine, Prise};
pub use demandes::{DemandeError, Demandes};
pub use erreur::EcpsError;
pub use navigateur::Navigateurs;
pub use par_carte::{CodeMontre, EtatCarte, FRAICHE, ParCarte};
pub use port::{Activation, Appareil, AppareilEtat, Appareils, Ecoute, Ensuite, Messages, Notification, Replaced};
pub use reglages::{Limites, Reglages};
pub use reponse::Reponses;
pub use scellement::{CleEmballage, ScellementError};
pub use socle::Socle;
pub use source::Source;
pub(crate) use textes::Courrier;
pub use vie::{Motif, Vies};
