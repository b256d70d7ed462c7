//! The SMS gateway, the inbox page and its API.

mod api;
mod etat;
mod pages_html;
mod sms;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::{get, post};

pub use etat::Messagerie;

/// An SMS, a form with a token: nothing that is sent here is long.
const CORPS: usize = 16 * 1_024;

/// `POST /sms`; `/`, `/messages/{id}`; `/api/messages`. To be served on the loopback interface.
pub fn router(messagerie: Messagerie) -> Router {
    Router::new()
        .route("/", get(pages_html::liste))
        .route("/vider", post(pages_html::vider))
        .route("/nouveau", get(pages_html::nouveau))
        .route("/messages/{id}", get(pages_html::message))
        .route("/messages/{id}/html", get(pages_html::html))
        .route("/api/messages", get(api::lister).delete(api::vider))
        .route("/sms", post(sms::recevoir))
        .layer(DefaultBodyLimit::max(CORPS))
        .with_state(messagerie)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}

#[cfg(test)]
mod tests;
