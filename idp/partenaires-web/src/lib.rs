//! The partner space over HTTP: its pages, its API, and the operator's pages of requests for production.

mod accueil;
pub mod api;
mod champ;
mod cles;
mod entree;
mod equipe;
mod etat;
mod exploitant;
mod fiche;
mod formulaire;
mod refus;
mod requetes;
mod retrait;
pub mod routes;
mod samples;
mod scopes;
mod service;
mod textes;
mod visite;

pub use etat::{Espace, Etat};
pub use exploitant::router as exploitant;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::{get, post};
use pages::{assets, entetes};

/// The longest form of ours: a JWK set of twenty keys is far below.
const FORM: usize = 64 * 1_024;

/// The pages and the API. Needs [`service::Peer`] and [`service::RequestId`] in the extensions of each request.
pub fn router(etat: Etat) -> Router {
    Router::new()
        .route(routes::ACCUEIL, get(accueil::get))
        .route(routes::ENTREE, post(entree::demander))
        .route(routes::LIEN, get(entree::lien).post(entree::entrer))
        .route(routes::ENTREE_CLE_QUESTION, post(entree::question))
        .route(routes::ENTREE_CLE, post(entree::par_cle))
        .route(routes::SORTIE, get(entree::sortie_page).post(entree::sortie))
        .route(routes::ORGANISATIONS, post(accueil::creer))
        .route(routes::INVITATIONS, post(accueil::accepter))
        .route(routes::CLES, get(cles::get).post(cles::ajouter))
        .route(routes::CLES_QUESTION, post(cles::question))
        .route(routes::CLES_RETIRER, post(cles::retirer))
        .route(routes::VERIFIER, get(fiche::verifier))
        .merge(d_organisation())
        .layer(DefaultBodyLimit::max(FORM))
        .with_state(etat.clone())
        .merge(assets::router())
        .layer(map_response(entetes::completer))
        .merge(api::router(etat))
}

fn d_organisation() -> Router<Etat> {
    Router::new()
        .route(routes::SERVICES, get(service::lister))
        .route(routes::NOUVEAU, get(fiche::nouvelle).post(fiche::creer))
        .route(routes::SERVICE, get(service::montrer))
        .route(routes::FICHE, get(fiche::reprendre).post(fiche::modifier))
        .route(routes::PREUVE, post(service::tourner))
        .route(routes::ANCIENNE, post(service::finir))
        .route(routes::PRODUCTION, post(service::production))
        .route(routes::RETIRER, get(retrait::confirmer).post(retrait::retirer))
        .route(routes::REQUETES, get(requetes::get))
        .route(routes::SCOPES, get(scopes::get))
        .route(routes::EQUIPE, get(equipe::get).post(equipe::inviter))
        .route(routes::EQUIPE_RETIRER, post(equipe::retirer))
        .route(routes::CLES_API, get(equipe::cles).post(equipe::creer_cle))
        .route(routes::CLES_API_REVOQUER, post(equipe::revoquer))
}

#[cfg(test)]
mod tests;
