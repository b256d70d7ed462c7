//! What the provider says over HTTP: the issuer, the authorization and card hosts, the device API of the e-CPS.

mod accueil;
mod appareil;
mod authorization_host;
mod autorisation;
pub mod carnet;
mod carte;
mod cles;
mod connexion;
mod deconnexion;
pub mod ecps;
mod espace;
mod etat_session;
#[cfg(test)]
#[path = "../../core/src/fakes/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each crate that shares the fakes uses its own part of them")]
mod fakes;
pub mod lecteur;
mod metiers;
pub mod oidc;
pub mod operateur;
mod refus;
pub mod routes;
mod samples;
mod services;
mod state;
mod temoins;
mod textes;
mod visite;

pub use authorization_host::{authorization_router, carte_router, session_frame_router};
pub use metiers::Mots;
pub use state::{Deps, Settings, State};

#[cfg(test)]
mod tests;
