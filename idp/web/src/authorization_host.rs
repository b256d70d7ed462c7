use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::middleware::map_response;
use axum::response::Redirect;
use axum::routing::{MethodRouter, get, post};
use http::StatusCode;
use pages::{assets, entetes};

use crate::{
    State, accueil, appareil, autorisation, carte, cles, connexion, deconnexion, espace, etat_session, routes, services,
};

/// The longest form of ours, or of a client's authorization request.
const FORM: usize = 64 * 1_024;

/// The pages of the authorization host. Needs [`service::Peer`] and [`service::RequestId`] in the extensions of each
/// request.
pub fn authorization_router(state: State) -> Router {
    Router::new()
        .route(routes::ACCUEIL, get(accueil::get))
        .route(routes::AUTH, get(autorisation::get).post(autorisation::post))
        .route(routes::CONNEXION, get(connexion::get))
        .route(routes::NUMERO, act(connexion::numero))
        .route(routes::ETAT, get(connexion::etat))
        .route(routes::SUITE, act(connexion::suite))
        .route(routes::AUTRE_MOYEN, act(connexion::autre_moyen))
        .route(routes::CARTE_LUE, get(connexion::carte_lue))
        .route(routes::CLE_QUESTION, act(connexion::cle_question))
        .route(routes::CLE, act(connexion::cle))
        .route(routes::LIEU, act(connexion::lieu))
        .route(routes::AUTRE_PERSONNE, act(connexion::autre_personne))
        .route(routes::ANNULER, act(connexion::annuler))
        .route(routes::SERVICES, get(services::get))
        .route(routes::APPAREIL, get(appareil::get).post(appareil::post))
        .route(routes::APPAREIL_FIN, get(appareil::fin))
        .route(routes::DECONNEXION, get(deconnexion::get).post(deconnexion::post))
        .route(routes::DEPART, get(deconnexion::depart))
        .route(routes::DEPART_ETAT, get(deconnexion::depart_etat))
        .route(routes::ETAT_SESSION, get(etat_session::get))
        .merge(passkeys())
        .merge(espace::router())
        .layer(DefaultBodyLimit::max(FORM))
        .merge(assets::router())
        .fallback(unknown_path)
        .layer(map_response(entetes::completer))
        .with_state(state)
}

fn passkeys() -> Router<State> {
    Router::new()
        .route(routes::CLES, get(cles::get).post(cles::ajouter))
        .route(routes::CLES_QUESTION, post(cles::question))
        .route(routes::CLES_PREUVE, get(cles::preuve))
        .route(routes::CLES_RETIRER, get(cles::retirer_page).post(cles::retirer))
}

/// The frame of session management alone, for the issuer's host where it reads the same cookies
/// ([`idp_core::hosts::Hosts::issuer_with_cookies`]).
pub fn session_frame_router(state: State) -> Router {
    Router::new()
        .route(routes::ETAT_SESSION, get(etat_session::get))
        .merge(assets::router())
        .layer(map_response(entetes::completer))
        .with_state(state)
}

/// The page of the card host.
pub fn carte_router(state: State) -> Router {
    Router::new()
        .route(routes::CARTE, get(carte::lire))
        .merge(assets::router())
        .fallback(unknown_path)
        .layer(map_response(entetes::completer))
        .with_state(state)
}

/// Phones come here too, and nobody is led here by a page: a line of text says enough.
async fn unknown_path() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "Il n’y a pas de page à cette adresse.\nThere is no page at this address.\n")
}

/// A form's address; who comes there by the address bar is sent to the page of the login.
fn act<H, T>(handler: H) -> MethodRouter<State>
where
    H: Handler<T, State>,
    T: 'static,
{
    post(handler).get(|Path(id): Path<String>| async move { Redirect::to(&routes::pour(routes::CONNEXION, &id)) })
}
