use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};

use crate::simulateur::FranceConnect;

/// Who logged in: a JWT of the type `application/jwt`, for an access token in the header (RFC 6750, 2.1).
pub async fn userinfo(State(simulateur): State<FranceConnect>, entetes: HeaderMap) -> Response {
    let presente = entetes.get(AUTHORIZATION).and_then(|valeur| valeur.to_str().ok());
    let jeton = presente.and_then(|valeur| valeur.split_once(' '));
    let jeton = jeton.filter(|(schema, _)| schema.eq_ignore_ascii_case("bearer")).map(|(_, jeton)| jeton.trim());
    let Some(accord) = jeton.and_then(|jeton| simulateur.registre.accord(&simulateur.ambient, jeton)) else {
        let defi = [(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")];
        return (StatusCode::UNAUTHORIZED, defi).into_response();
    };
    match simulateur.identite(&accord) {
        Ok(jwt) => ([(CONTENT_TYPE, "application/jwt")], jwt).into_response(),
        Err(error) => {
            tracing::error!(%error, "an identity cannot be signed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
