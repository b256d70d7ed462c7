pub mod challenge;
mod interaction;

use ::oidc::Parameters;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use idp_core::sender::{Presented, Scheme};
use idp_core::userinfo::{Told, UserinfoRefusal};

use super::OidcState;
use super::answer::{PRIVATE, explained, port_refused, private_json};
use super::back_channel::{is_form, text};
use super::caller::Caller;

pub async fn get(State(state): State<OidcState>, caller: Caller, headers: HeaderMap) -> Response {
    let response = match Shown::read(&headers) {
        Shown::One(scheme, token) => answer(&state, &caller, scheme, &token).await,
        Shown::Several => refused(&state, Scheme::Bearer, &UserinfoRefusal::Twice),
        Shown::None => challenge::without_token(),
    };
    interaction::told(&state, &headers, response)
}

/// RFC 6750 §2.2: a form may carry the token instead of the header; a query never does (§5.3).
pub async fn post(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    let form = if is_form(&headers) { Parameters::parse(&body) } else { Parameters::default() };
    let response = match (Shown::read(&headers), form.get("access_token")) {
        _ if form.duplicate().is_some() => refused(&state, Scheme::Bearer, &UserinfoRefusal::Twice),
        (Shown::One(scheme, token), None) => answer(&state, &caller, scheme, &token).await,
        (Shown::None, Some(token)) => answer(&state, &caller, Scheme::Bearer, token).await,
        (Shown::None, None) => challenge::without_token(),
        (Shown::One(..), Some(_)) | (Shown::Several, _) => refused(&state, Scheme::Bearer, &UserinfoRefusal::Twice),
    };
    interaction::told(&state, &headers, response)
}

async fn answer(state: &OidcState, caller: &Caller, scheme: Scheme, token: &str) -> Response {
    let presented = Presented {
        scheme,
        token,
        dpop: &caller.dpop,
        certificate: &caller.certificate,
        method: &caller.method,
        url: &caller.url,
    };
    match state.userinfo.answer(presented).await {
        Ok(Told::Json(claims)) => private_json(&claims),
        // OpenID Connect Core 1.0 §5.3.2
        Ok(Told::Jwt(jwt)) => (PRIVATE, [(CONTENT_TYPE, "application/jwt")], jwt).into_response(),
        Err(refusal) => refused(state, scheme, &refusal),
    }
}

fn refused(state: &OidcState, scheme: Scheme, refusal: &UserinfoRefusal) -> Response {
    let caducee = state.explain.of(refusal, refusal.is_proven());
    match refusal {
        UserinfoRefusal::Sender(refusal) => return challenge::sender(refusal, scheme, caducee),
        UserinfoRefusal::Port(error) => return port_refused(error),
        UserinfoRefusal::RegistryOut(cause) => tracing::warn!(cause, "userinfo waits for the registry"),
        UserinfoRefusal::Answer(cause) => tracing::warn!(%cause, "userinfo could not be sealed for the client"),
        UserinfoRefusal::Twice | UserinfoRefusal::Token(_) | UserinfoRefusal::Scope => {
            tracing::info!(code = refusal.code(), cause = %refusal, "userinfo was refused");
            return challenge::told(refusal.public(), scheme, caducee);
        }
    }
    explained(refusal.public(), caducee)
}

/// The token of the `Authorization` header.
pub enum Shown {
    None,
    One(Scheme, String),
    Several,
}

impl Shown {
    pub fn read(headers: &HeaderMap) -> Self {
        if headers.get_all(AUTHORIZATION).iter().count() > 1 {
            return Self::Several;
        }
        let header = text(headers, &AUTHORIZATION);
        let Some((scheme, token)) = header.as_deref().and_then(|header| header.split_once(' ')) else {
            return Self::None;
        };
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Scheme::Bearer,
            "dpop" => Scheme::DPoP,
            _ => return Self::None,
        };
        Self::One(scheme, token.trim().to_owned())
    }
}
