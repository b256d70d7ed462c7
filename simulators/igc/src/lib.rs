//! A card authority as a program, for sandboxes and tests: it makes cards with the names and extensions of the real ones
//! (facts: IGC-Santé profile), the bad ones too, their revocation lists, and TLS certificates for local listeners.
//!
//! Its organisation is invented and every card says "test"; a production service refuses them twice, by the authority
//! and by the usage octet.

mod autorite;
mod carte;
mod cartes;
mod cle;
mod commandes;
mod defaut;
mod demande;
mod der;
mod dossier;
mod erreur;
mod igc;
mod modele;
mod organisation;
mod panne;
mod pem;
mod profil;
mod publication;
mod puce;
mod registre;
mod repondeur;
mod serveur;
mod web;

pub use autorite::Role;
pub use carte::{CarteEmise, Paire};
pub use cartes::CarteRefusee;
pub use cle::TypeCle;
pub use commandes::{CommandeRefusee, guichet_commandes};
pub use defaut::Defaut;
pub use demande::{DemandeCarte, Profession, Structure, Validite};
pub use erreur::IgcError;
pub use igc::{Crl, Igc, POLITIQUE};
pub use modele::Modele;
pub use organisation::Organisation;
pub use panne::{Guichet, Panne};
pub use publication::{Genre, Publiee};
pub use registre::Raison;
pub use serveur::Serveur;
pub use web::{Comptoir, router};
