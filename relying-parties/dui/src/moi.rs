//! `GET /api/moi`: the demonstration's window. It shows the holder of the session cookie what the provider said of them, so
//! that an integrator, and `caducee try`, can read it. A real service has no such door.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::refus::Refus;
use crate::{Dui, EnSession};

/// `{"id_token": {"header", "claims"}, "userinfo", "token_response"}`: never a token itself. 401 without a session.
pub async fn moi(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Result<Response, Refus> {
    let Some(EnSession { session, .. }) = dui.session(&jar).await? else {
        return Ok((StatusCode::UNAUTHORIZED, Json(json!({"error": "no_session"}))).into_response());
    };
    let id_token = session.id_token.to_string();
    let mut pieces = id_token.split('.').map(decoder);
    let (header, claims) = (pieces.next(), pieces.next());
    let mut token_response = json!(session.jetons);
    if let Some(members) = token_response.as_object_mut() {
        members.retain(|name, _| !matches!(name.as_str(), "access_token" | "refresh_token" | "id_token"));
    }
    let id_token = json!({"header": header, "claims": claims});
    Ok(Json(json!({"id_token": id_token, "userinfo": session.identite, "token_response": token_response}))
        .into_response())
}

/// One part of a token that was verified when it came.
fn decoder(part: &str) -> Value {
    let json = URL_SAFE_NO_PAD.decode(part).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}
