//! What the partner space decides (docs/decisions/0036): who is in it, which organisation they act for, its services and
//! their clients, the way to production. No HTTP, SQL or runtime: each module declares the ports that it needs.

mod acteur;
mod api;
mod catalogue;
mod compte;
mod demande;
mod entree;
#[cfg(test)]
mod exemples;
mod fiche;
mod lettres;
mod organisation;
mod preuve;
mod refus;
mod service;
mod services;
mod session;
mod socle;

pub mod lecture;

pub use acteur::{Acteur, Droit, Qui};
pub use api::{CleApi, CleApiId, ClesApi, NouvelleCle, Portee};
pub use catalogue::{Catalogue, Exemple, Mot};
pub use compte::{CleAcces, ClesAcces, Compte, CompteId, Comptes, Courriel, Lien, Liens};
pub use demande::{Decision, Demande, DemandeVue, Demandes, Etape, EtatDemande};
pub use entree::Entree;
pub use fiche::{Fiche, Verification};
pub use organisation::{Equipe, Invitation, Membre, Organisation, OrganisationId, Organisations, Role};
pub use preuve::{Nouvelle, Tournee};
pub use refus::Refus;
pub use service::{Environnement, Service, ServiceId, Services};
pub use services::{Bureau, ServiceVu};
pub use session::{Preuve, Session, SessionOuverte};
pub use socle::{Deps, Reglages};
