use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use idp_core::signing::SigningError;
use idp_core::token::TokenRefusal;

use super::OidcState;
use super::answer::refused;

/// Anyone may read and keep it for five minutes; a key is published long before it signs.
pub async fn get(State(state): State<OidcState>) -> Response {
    match state.signing.jwks().await {
        Ok(jwks) => {
            let headers = [(CACHE_CONTROL, "public, max-age=300"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
            (headers, Json(jwks)).into_response()
        }
        Err(error) => out(error),
    }
}

fn out(error: SigningError) -> Response {
    tracing::error!(%error, "the keys cannot be read");
    refused(TokenRefusal::Signing(error).public())
}
