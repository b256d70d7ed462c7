//! The addresses of the second version, and the one page.

mod autoriser;
mod contextes;
mod deconnexion;
mod decouverte;
mod identite;
mod jeton;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::{get, post};

use crate::simulateur::FranceConnect;

/// The path of the issuer: FranceConnect's second version.
pub const RACINE: &str = "/api/v2";

/// A code, a secret, a choice: nothing that is sent here is long.
const CORPS: usize = 16 * 1_024;

/// To be served at the origin that the simulator was made with.
pub fn router(simulateur: FranceConnect) -> Router {
    let api = Router::new()
        .route("/.well-known/openid-configuration", get(decouverte::configuration))
        .route("/jwks", get(decouverte::cles))
        .route("/authorize", get(autoriser::demander).post(autoriser::choisir))
        .route("/token", post(jeton::echanger))
        .route("/userinfo", get(identite::userinfo))
        .route("/session/end", get(deconnexion::finir));
    Router::new()
        .nest(RACINE, api)
        .layer(DefaultBodyLimit::max(CORPS))
        .with_state(simulateur)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}
