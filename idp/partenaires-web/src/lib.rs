//! The partner space over HTTP: its pages, its API, and the operator's pages of requests for production.

mod accueil;
pub mod adresses;
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
mod remede;
mod requetes;
mod retrait;
mod samples;
mod scopes;
mod service;
mod textes;
mod visite;

pub use etat::{Espace, Etat};
pub use exploitant::router as exploitant;
pub use remede::remedes;

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
        .route(adresses::ACCUEIL, get(accueil::get))
        .route(adresses::ENTREE, post(entree::demander))
        .route(adresses::LIEN, get(entree::lien).post(entree::entrer))
        .route(adresses::ENTREE_CLE_QUESTION, post(entree::question))
        .route(adresses::ENTREE_CLE, post(entree::par_cle))
        .route(adresses::SORTIE, get(entree::sortie_page).post(entree::sortie))
        .route(adresses::ORGANISATIONS, post(accueil::creer))
        .route(adresses::INVITATIONS, post(accueil::accepter))
        .route(adresses::CLES, get(cles::get).post(cles::ajouter))
        .route(adresses::CLES_QUESTION, post(cles::question))
        .route(adresses::CLES_RETIRER, post(cles::retirer))
        .route(adresses::VERIFIER, get(fiche::verifier))
        .merge(d_organisation())
        .fallback(accueil::nulle_part)
        .layer(DefaultBodyLimit::max(FORM))
        .with_state(etat.clone())
        .merge(assets::router())
        .layer(map_response(entetes::completer))
        .merge(api::router(etat))
}

fn d_organisation() -> Router<Etat> {
    Router::new()
        .route(adresses::SERVICES, get(service::lister))
        .route(adresses::NOUVEAU, get(fiche::nouvelle).post(fiche::creer))
        .route(adresses::SERVICE, get(service::montrer))
        .route(adresses::FICHE, get(fiche::reprendre).post(fiche::modifier))
        .route(adresses::PREUVE, post(service::tourner))
        .route(adresses::ANCIENNE, post(service::finir))
        .route(adresses::PRODUCTION, post(service::production))
        .route(adresses::RETIRER, get(retrait::confirmer).post(retrait::retirer))
        .route(adresses::REQUETES, get(requetes::get))
        .route(adresses::SCOPES, get(scopes::get))
        .route(adresses::EQUIPE, get(equipe::get).post(equipe::inviter))
        .route(adresses::EQUIPE_RETIRER, post(equipe::retirer))
        .route(adresses::CLES_API, get(equipe::cles).post(equipe::creer_cle))
        .route(adresses::CLES_API_REVOQUER, post(equipe::revoquer))
}

#[cfg(test)]
mod tests;
