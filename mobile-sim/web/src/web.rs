//! The pages, and the door where pushes arrive.

mod contextes;
mod etat;
mod handlers;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::{get, post};

pub use etat::EtatTelephones;

/// A form of a few short fields.
const CORPS: usize = 4 * 1_024;

/// `/`, `/telephones/{id}` and `POST /push/{notification}`. To be served on the loopback interface.
pub fn router(etat: EtatTelephones) -> Router {
    Router::new()
        .route("/", get(handlers::liste))
        .route("/telephones", post(handlers::creer))
        .route("/telephones/{id}", get(handlers::telephone).post(handlers::toucher))
        .route("/telephones/{id}/ouvrir", get(handlers::ouvrir))
        .route("/telephones/{id}/nouveau", get(handlers::nouveau))
        .route("/push/{notification}", post(handlers::push))
        .layer(DefaultBodyLimit::max(CORPS))
        .with_state(etat)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}

#[cfg(test)]
mod tests;
