use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use idp_core::signing::SigningError;
use idp_core::token::TokenRefusal;

use super::OidcState;
use super::answer::refused;

/// Anyone may read it, and keep it for less time than a key is published before it signs.
pub async fn get(State(state): State<OidcState>) -> Response {
    match state.signing.jwks().await {
        Ok(jwks) => {
            let kept = format!("public, max-age={}", state.signing.settings().cache.0);
            let headers = [(CACHE_CONTROL, kept.as_str()), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
            (headers, Json(jwks)).into_response()
        }
        Err(error) => out(error),
    }
}

fn out(error: SigningError) -> Response {
    tracing::error!(%error, "the keys cannot be read");
    refused(TokenRefusal::Signing(error).public())
}
