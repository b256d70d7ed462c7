//! The registry's service: the questions of `annuaire`, each behind a key with a right.

mod acces;
mod evenements;
mod personne;
mod refus;

use std::sync::Arc;

use annuaire::chemin;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware;
use axum::routing::{get, post};
use registry_core::Lecture;
use registry_core::contact::PremiereActivation;
use registry_core::port::Sonnette;

pub use acces::{Acces, CleApi, Droit, DroitError};
pub use refus::RefusHttp;

/// What the handlers need.
#[derive(Clone, FromRef)]
pub struct EtatWeb {
    pub lecture: Lecture,
    pub activation: PremiereActivation,
    pub acces: Arc<Acces>,
    pub sonnette: Arc<dyn Sonnette>,
}

pub fn router(etat: EtatWeb) -> Router {
    Router::new()
        .route(chemin::PERSONNE, get(personne::personne))
        .route(chemin::CORRESPONDANCE, get(personne::correspondance))
        .route(chemin::ACTIVATION, post(personne::activation))
        .route(chemin::EVENEMENTS, get(evenements::evenements))
        .fallback(refus::chemin_inconnu)
        .layer(middleware::map_response(refus::sans_memoire))
        .with_state(etat)
}
