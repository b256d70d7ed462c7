use ::oidc::{ErrorCode, Parameters};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use idp_core::token::PublicRefusal;
use idp_core::userinfo::UserinfoRefusal;

use super::OidcState;
use super::answer::{PRIVATE, bad_request, port_refused, private_json, refused, sender_refused};
use super::back_channel::{is_form, text};

const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"esante-wallet\"");
const CHALLENGE_INVALID: HeaderValue = HeaderValue::from_static(
    "Bearer realm=\"esante-wallet\", error=\"invalid_token\", error_description=\"the access token is not valid\"",
);
const CHALLENGE_REQUEST: HeaderValue =
    HeaderValue::from_static("Bearer realm=\"esante-wallet\", error=\"invalid_request\"");

pub async fn get(State(state): State<OidcState>, headers: HeaderMap) -> Response {
    match bearer(&headers) {
        Bearer::One(token) => answer(&state, &token).await,
        Bearer::Several => twice(),
        Bearer::None => challenged(CHALLENGE),
    }
}

/// RFC 6750 §2.2: a form may carry the token instead of the header; a query never does (§5.3).
pub async fn post(State(state): State<OidcState>, headers: HeaderMap, body: Bytes) -> Response {
    let form = if is_form(&headers) { Parameters::parse(&body) } else { Parameters::default() };
    if form.duplicate().is_some() {
        return twice();
    }
    match (bearer(&headers), form.get("access_token")) {
        (Bearer::One(token), None) => answer(&state, &token).await,
        (Bearer::None, Some(token)) => answer(&state, token).await,
        (Bearer::None, None) => challenged(CHALLENGE),
        (Bearer::One(_), Some(_)) | (Bearer::Several, _) => twice(),
    }
}

async fn answer(state: &OidcState, token: &str) -> Response {
    match state.userinfo.answer(token).await {
        Ok(userinfo) => private_json(&userinfo),
        Err(UserinfoRefusal::Token(cause)) => {
            tracing::info!(cause, "userinfo was refused");
            challenged(CHALLENGE_INVALID)
        }
        Err(UserinfoRefusal::Sender(refusal)) => sender_refused(&refusal),
        Err(UserinfoRefusal::RegistryOut(cause)) => {
            tracing::warn!(cause, "userinfo waits for the registry");
            refused(PublicRefusal::OUT)
        }
        Err(UserinfoRefusal::Port(error)) => port_refused(&error),
    }
}

/// §3: a request without any token is challenged without an error.
fn challenged(challenge: HeaderValue) -> Response {
    if challenge == CHALLENGE {
        return (StatusCode::UNAUTHORIZED, PRIVATE, [(WWW_AUTHENTICATE, challenge)]).into_response();
    }
    let public = PublicRefusal { error: ErrorCode::InvalidToken, description: "the access token is not valid" };
    ([(WWW_AUTHENTICATE, challenge)], refused(public)).into_response()
}

fn twice() -> Response {
    ([(WWW_AUTHENTICATE, CHALLENGE_REQUEST)], bad_request("the access token comes once, by one way")).into_response()
}

enum Bearer {
    None,
    One(String),
    Several,
}

fn bearer(headers: &HeaderMap) -> Bearer {
    if headers.get_all(AUTHORIZATION).iter().count() > 1 {
        return Bearer::Several;
    }
    let header = text(headers, &AUTHORIZATION);
    let token = header.as_deref().and_then(|header| header.split_once(' '));
    match token {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Bearer::One(token.trim().to_owned()),
        _ => Bearer::None,
    }
}
