//! RFC 7591 §3 and RFC 7592 §2. Mounted only where registration is open.

use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use idp_core::explain::{Explain, Explained};
use idp_core::hosts::Hosts;
use idp_core::port::PortError;
use idp_core::registration::{Registered, RegistrationRefusal, Registrations};
use serde::Serialize;

use super::answer::{PRIVATE, private_json};
use super::back_channel::text;

/// RFC 6750 §3.
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"clients-registrations\"");
const CHALLENGE_INVALID: HeaderValue =
    HeaderValue::from_static("Bearer realm=\"clients-registrations\", error=\"invalid_token\"");

/// Registration where it is open.
#[derive(Clone)]
pub struct Open {
    pub registrations: Registrations,
    pub explain: Explain,
}

/// The endpoint and the addresses that it gives, under `prefix`.
pub fn router<S: Clone + Send + Sync + 'static>(prefix: &str, open: Open) -> Router<S> {
    let endpoint = format!("{prefix}{}", Hosts::REGISTRATION);
    Router::new()
        .route(&endpoint, post(register))
        .route(&format!("{endpoint}/{{client}}"), get(show).put(replace).delete(remove))
        .with_state(open)
}

async fn register(State(open): State<Open>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_json(&headers) {
        return refused(&open, &RegistrationRefusal::Body("the type is not application/json".to_owned()));
    }
    match open.registrations.register(token(&headers).as_deref(), &body).await {
        Ok(registered) => (StatusCode::CREATED, told(&open, &registered)).into_response(),
        Err(refusal) => refused(&open, &refusal),
    }
}

async fn show(State(open): State<Open>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match open.registrations.show(&id, token(&headers).as_deref()).await {
        Ok(registered) => told(&open, &registered),
        Err(refusal) => refused(&open, &refusal),
    }
}

async fn replace(State(open): State<Open>, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_json(&headers) {
        return refused(&open, &RegistrationRefusal::Body("the type is not application/json".to_owned()));
    }
    match open.registrations.replace(&id, token(&headers).as_deref(), &body).await {
        Ok(registered) => told(&open, &registered),
        Err(refusal) => refused(&open, &refusal),
    }
}

async fn remove(State(open): State<Open>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match open.registrations.remove(&id, token(&headers).as_deref()).await {
        Ok(()) => (StatusCode::NO_CONTENT, PRIVATE).into_response(),
        Err(refusal) => refused(&open, &refusal),
    }
}

fn told(open: &Open, registered: &Registered) -> Response {
    private_json(&open.registrations.answer(registered))
}

/// RFC 6750 §2.1: in the header, once.
fn token(headers: &HeaderMap) -> Option<String> {
    if headers.get_all(AUTHORIZATION).iter().count() > 1 {
        return None;
    }
    let header = text(headers, &AUTHORIZATION)?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = text(headers, &CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

#[derive(Serialize)]
struct Refused {
    error: ::oidc::ErrorCode,
    error_description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    caducee: Option<Explained>,
}

/// RFC 7591 §3.2.2. The caller holds a token of the operator's, or reads nothing but that it does not do.
fn refused(open: &Open, refusal: &RegistrationRefusal) -> Response {
    let status = match refusal {
        RegistrationRefusal::Token { .. } => StatusCode::UNAUTHORIZED,
        RegistrationRefusal::Body(_) | RegistrationRefusal::Metadata(_) => StatusCode::BAD_REQUEST,
        RegistrationRefusal::Port(PortError::Unavailable { .. }) => StatusCode::SERVICE_UNAVAILABLE,
        RegistrationRefusal::Port(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    // the metadata are read once the token was
    let proven = matches!(refusal, RegistrationRefusal::Metadata(_));
    let caducee = open.explain.of(refusal, proven);
    let body = Refused { error: refusal.error(), error_description: refusal.description(), caducee };
    let mut response = (status, PRIVATE, Json(body)).into_response();
    match refusal {
        RegistrationRefusal::Token { sent } => {
            let challenge = if *sent { CHALLENGE_INVALID } else { CHALLENGE };
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        RegistrationRefusal::Port(error) => {
            tracing::error!(%error, "the registration endpoint could not answer");
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
        }
        RegistrationRefusal::Body(_) | RegistrationRefusal::Metadata(_) => {
            tracing::info!(cause = %refusal, "a registration was refused");
        }
    }
    response
}
