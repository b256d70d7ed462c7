//! The files of the house, embedded and served at `/assets/*`; their address carries their hash, so that a browser may keep
//! them for ever.

use std::sync::LazyLock;

use aws_lc_rs::digest;
use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};

struct Fichier {
    name: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
    /// The first twelve hexadecimal digits of its SHA-256.
    hash: String,
}

static FICHIERS: LazyLock<[Fichier; 6]> = LazyLock::new(|| {
    [
        fichier("caducee.css", "text/css; charset=utf-8", include_bytes!("../assets/caducee.css")),
        fichier("caducee.js", "text/javascript; charset=utf-8", include_bytes!("../assets/caducee.js")),
        fichier("etat-session.js", "text/javascript; charset=utf-8", include_bytes!("../assets/etat-session.js")),
        fichier("passkey.js", "text/javascript; charset=utf-8", include_bytes!("../assets/passkey.js")),
        fichier("logo.svg", "image/svg+xml", include_bytes!("../assets/logo.svg")),
        fichier("icones.svg", "image/svg+xml", include_bytes!("../assets/icones.svg")),
    ]
});

fn fichier(name: &'static str, media_type: &'static str, bytes: &'static [u8]) -> Fichier {
    let digest = digest::digest(&digest::SHA256, bytes);
    let hash = digest.as_ref()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    Fichier { name, media_type, bytes, hash }
}

/// The address of a file of the house: `/assets/caducee.css?v=…`. A name that does not exist gets no hash, and no answer.
pub fn url(name: &str) -> String {
    match FICHIERS.iter().find(|fichier| fichier.name == name) {
        Some(fichier) => format!("/assets/{name}?v={}", fichier.hash),
        None => format!("/assets/{name}"),
    }
}

/// `GET /assets/{name}`. Merge it into the router of every origin that serves pages.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(serve))
}

async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Some(fichier) = FICHIERS.iter().find(|fichier| fichier.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Another version's address must not be kept under this version's bytes.
    let asked_this = query.as_deref().and_then(|query| query.strip_prefix("v=")) == Some(&fichier.hash);
    let cache = if asked_this { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [(CONTENT_TYPE, fichier.media_type), (CACHE_CONTROL, cache), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, fichier.bytes).into_response()
}
