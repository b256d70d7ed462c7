use ::oidc::{ErrorCode, ErrorResponse};
use axum::Json;
use axum::http::header::{CACHE_CONTROL, PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use idp_core::client_auth::ClientAuthRefusal;
use idp_core::explain::Explained;
use idp_core::port::PortError;
use idp_core::sender::SenderRefusal;
use idp_core::token::PublicRefusal;
use serde::Serialize;

use super::{OidcState, dpop_nonce};

/// RFC 6749 §5.1: what holds tokens or speaks of them is in no cache.
pub const PRIVATE: [(HeaderName, HeaderValue); 3] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (PRAGMA, HeaderValue::from_static("no-cache")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
];

const BASIC: HeaderValue = HeaderValue::from_static("Basic realm=\"esante-wallet\", charset=\"UTF-8\"");
/// Seconds.
const AGAIN: HeaderValue = HeaderValue::from_static("60");

pub fn private_json(body: &impl Serialize) -> Response {
    (PRIVATE, Json(body)).into_response()
}

/// RFC 6749 §5.2; beside it, what the caller may read more.
#[derive(Serialize)]
pub struct Refused {
    #[serde(flatten)]
    error: ErrorResponse,
    #[serde(skip_serializing_if = "Option::is_none")]
    caducee: Option<Explained>,
}

impl Refused {
    pub fn new(public: PublicRefusal, caducee: Option<Explained>) -> Self {
        let error = ErrorResponse { error: public.error, error_description: public.description.to_owned() };
        Self { error, caducee }
    }
}

pub fn refused(public: PublicRefusal) -> Response {
    explained(public, None)
}

pub fn explained(public: PublicRefusal, caducee: Option<Explained>) -> Response {
    let mut response = (status(public.error), PRIVATE, Json(Refused::new(public, caducee))).into_response();
    if public.error == ErrorCode::TemporarilyUnavailable {
        response.headers_mut().insert(RETRY_AFTER, AGAIN);
    }
    response
}

/// Nobody is proven here: only the sandbox says more.
pub fn client_refused(state: &OidcState, refusal: &ClientAuthRefusal) -> Response {
    stranger(refusal, state.explain.of(refusal, false))
}

pub fn stranger(refusal: &ClientAuthRefusal, caducee: Option<Explained>) -> Response {
    let mut response = explained(refusal.public(), caducee);
    match refusal {
        ClientAuthRefusal::Client { .. } | ClientAuthRefusal::Proof(_) => {
            response.headers_mut().insert(WWW_AUTHENTICATE, BASIC);
        }
        ClientAuthRefusal::Throttled { .. } => *response.status_mut() = StatusCode::TOO_MANY_REQUESTS,
        ClientAuthRefusal::Unavailable(error) => unanswered(error, "client authentication"),
        ClientAuthRefusal::Request(_) => {}
    }
    response
}

/// RFC 9449 §8: a nonce that is to be used comes with the refusal that asks for it.
pub fn sender_refused(refusal: &SenderRefusal, caducee: Option<Explained>) -> Response {
    tracing::info!(cause = %refusal, "a sender did not prove its key");
    let response = explained(refusal.public(), caducee);
    match refusal.nonce() {
        Some(nonce) => dpop_nonce::with(nonce, response),
        None => response,
    }
}

/// An address of a client's that does not answer was told when it was asked: nobody writes the operator an alarm a call.
fn unanswered(error: &PortError, what: &'static str) {
    match error.is_of_client() {
        true => tracing::debug!(%error, what, "could not be answered"),
        false => tracing::error!(%error, what, "could not be answered"),
    }
}

pub fn port_refused(error: &PortError) -> Response {
    unanswered(error, "an endpoint of the issuer");
    refused(match error {
        PortError::Unavailable { .. } => PublicRefusal::OUT,
        PortError::Inconsistent { .. } => PublicRefusal::DEFECT,
    })
}

/// 404 in the shape of an OAuth error, which is what callers of this host read; `not_found` is a word of ours.
pub async fn unknown_path() -> Response {
    (StatusCode::NOT_FOUND, PRIVATE, Json(UNKNOWN_PATH)).into_response()
}

const UNKNOWN_PATH: UnknownPath =
    UnknownPath { error: "not_found", error_description: "no endpoint has this address: see the discovery document" };

#[derive(Serialize)]
struct UnknownPath {
    error: &'static str,
    error_description: &'static str,
}

fn status(error: ErrorCode) -> StatusCode {
    match error {
        ErrorCode::InvalidClient | ErrorCode::InvalidToken => StatusCode::UNAUTHORIZED,
        ErrorCode::InsufficientScope => StatusCode::FORBIDDEN,
        ErrorCode::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}
