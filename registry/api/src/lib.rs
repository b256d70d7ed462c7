//! The registry's API for gestionnaires: the acts of the portal, asked by a program in somebody's name
//! (docs/decisions/0015). Routes and OpenAPI document come from one declaration.

mod agent;
mod corps;
mod corrections;
mod demandes;
mod document;
mod entetes;
mod etablissements;
mod etat;
mod exemples;
mod inscriptions;
mod jetons;
mod listes;
mod lots;
mod moi;
mod probleme;
mod professionnels;
mod quota;
mod refus;
mod reponses;
mod situations;
mod vues;

use std::sync::Arc;

use axum::{Router, middleware};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use document::document;
pub use etat::EtatApi;
pub use jetons::{ClesError, ConfigJetons, Jetons, RefusJeton};
pub use probleme::Probleme;
pub use quota::Quota;
pub use refus::{RefusAcces, RefusApi, RefusRequete};

/// Where the API stands.
pub const RACINE: &str = "/api/v1";
/// Its description, below [`RACINE`].
pub const DOCUMENT: &str = "/openapi.json";

/// Everything under [`RACINE`]; nothing else is answered, so that the router of another service may stand beside.
pub fn router(etat: EtatApi) -> Router {
    let document: Arc<str> = document::document().into();
    let (routeur, _) = operations().split_for_parts();
    let api = routeur
        .route(DOCUMENT, axum::routing::get(async move || document::repondre(&document)))
        .fallback(refus::chemin_inconnu)
        .method_not_allowed_fallback(refus::methode_refusee)
        .layer(middleware::map_response(probleme::sans_memoire))
        .with_state(etat);
    Router::new().nest(RACINE, api)
}

/// Each operation with what the document says of it.
fn operations() -> OpenApiRouter<EtatApi> {
    OpenApiRouter::with_openapi(document::entete()).merge(gestion()).merge(lots_de_personnes()).merge(soi())
}

/// Requests, people, situations, contact data.
fn gestion() -> OpenApiRouter<EtatApi> {
    OpenApiRouter::new()
        .routes(routes!(listes::lister))
        .routes(routes!(listes::historique))
        .routes(routes!(demandes::ouvrir))
        .routes(routes!(demandes::valider))
        .routes(routes!(demandes::rattacher))
        .routes(routes!(demandes::mettre_a_jour))
        .routes(routes!(demandes::rejeter))
        .routes(routes!(inscriptions::inscrire))
        .routes(routes!(etablissements::lister))
        .routes(routes!(etablissements::effectif))
        .routes(routes!(professionnels::chercher))
        .routes(routes!(professionnels::fiche))
        .routes(routes!(situations::ajouter))
        .routes(routes!(situations::lire, situations::modifier))
        .routes(routes!(situations::transferer))
        .routes(routes!(situations::terminer))
        .routes(routes!(corrections::lister))
        .routes(routes!(corrections::proposer))
        .routes(routes!(corrections::confirmer))
        .routes(routes!(corrections::abandonner))
}

/// Many people in one file.
fn lots_de_personnes() -> OpenApiRouter<EtatApi> {
    OpenApiRouter::new()
        .routes(routes!(lots::deposer, lots::lister))
        .routes(routes!(lots::voir))
        .routes(routes!(lots::lignes))
        .routes(routes!(lots::lancer))
        .routes(routes!(lots::abandonner))
        .routes(routes!(lots::compte_rendu))
        .routes(routes!(lots::modele_de_lot))
}

/// What somebody does about themselves.
fn soi() -> OpenApiRouter<EtatApi> {
    OpenApiRouter::new()
        .routes(routes!(moi::changer))
        .routes(routes!(moi::lister, moi::deposer))
        .routes(routes!(moi::lire))
        .routes(routes!(moi::retirer))
        .routes(routes!(moi::situations::situations))
        .routes(routes!(moi::situations::demander_modification))
        .routes(routes!(moi::situations::demander_transfert))
        .routes(routes!(moi::situations::annoncer_depart))
}
