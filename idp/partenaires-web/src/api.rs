//! The same acts for programs: bearer keys of an organisation, JSON, one OpenAPI description. People and the way to production
//! stay with people.

mod corps;
mod document;
mod operations;
mod porteur;

pub use document::document;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Etat;
use corps::Probleme;

/// Where the API stands.
pub const RACINE: &str = "/api/v1";
/// Its description, below [`RACINE`].
pub const DOCUMENT: &str = "/openapi.json";

const BODY: usize = 64 * 1_024;

/// Everything under [`RACINE`].
pub fn router(etat: Etat) -> Router {
    let document: Arc<str> = document::document().into();
    let (router, _) = operations().split_for_parts();
    let api = router
        .route(DOCUMENT, get(async move || ([(CONTENT_TYPE, "application/json")], document.to_string())))
        .fallback(unknown)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(map_response(private))
        .with_state(etat);
    Router::new().nest(RACINE, api)
}

/// Each operation with what the document says of it.
fn operations() -> OpenApiRouter<Etat> {
    OpenApiRouter::with_openapi(document::head())
        .routes(routes!(operations::lister, operations::creer))
        .routes(routes!(operations::lire, operations::modifier))
        .routes(routes!(operations::tourner_secret))
        .routes(routes!(operations::tourner_cles))
        .routes(routes!(operations::tourner_certificat))
        .routes(routes!(operations::finir_ancienne))
        .routes(routes!(operations::requetes))
        .routes(routes!(operations::claims))
        .routes(routes!(operations::verifier))
}

async fn unknown() -> Response {
    Probleme::new(
        StatusCode::NOT_FOUND,
        "partenaire.inconnu",
        "Aucune opération n’a cette adresse. Lisez /api/v1/openapi.json.",
    )
    .into_response()
}

/// What holds a secret, or speaks of a team, is in no cache.
async fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
