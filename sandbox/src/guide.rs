//! The guide for teams, at the first door: the pages of `site`, made at the first visit.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use site::{Site, SiteError};

/// Without a final bar, the addresses of the pages would be read from the wrong folder.
pub const RACINE: &str = "/guide/";

static GUIDE: LazyLock<Result<Site, SiteError>> = LazyLock::new(site::construire);

pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/guide", get(async || Redirect::permanent(RACINE)))
        .route(RACINE, get(async || fichier("index.html").await))
        .route("/guide/{*fichier}", get(async |Path(nom): Path<String>| fichier(&nom).await))
}

async fn fichier(nom: &str) -> Response {
    let nom = nom.to_owned();
    // pages of both languages take a moment, once
    let lu = tokio::task::spawn_blocking(move || {
        let site = GUIDE.as_ref().map_err(ToString::to_string)?;
        Ok::<_, String>(site.fichiers.get(&nom).map(|octets| (Site::genre(&nom), octets.as_slice())))
    });
    match lu.await {
        Ok(Ok(Some((genre, octets)))) => ([(CONTENT_TYPE, genre)], octets).into_response(),
        Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, error).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
