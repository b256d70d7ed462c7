use ambient::ExposeSecret as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use axum::response::Response;
use idp_core::ciba::CibaRefusal;
use idp_core::explain::Explained;
use serde::Serialize;

use super::OidcState;
use super::answer::{port_refused, private_json, refused, sender_refused, stranger};
use super::back_channel::BackChannel;

/// Seconds: the window of [`idp_core::ecps::Limites`].
const LATER: HeaderValue = HeaderValue::from_static("600");

/// What helps, as JSON: the body of an error has three members here and no other (OpenID Connect CIBA Core 1.0 §13).
const HELP: HeaderName = HeaderName::from_static("caducee");
/// Bytes: what was compared may be as long as the caller likes, and a proxy bounds its headers.
const LONGEST_HELP: usize = 2_048;

/// OpenID Connect CIBA Core 1.0 §7.3.
#[derive(Serialize)]
struct Accepted<'a> {
    auth_req_id: &'a str,
    expires_in: i64,
    interval: i64,
}

/// OpenID Connect CIBA Core 1.0 §7.1 and §13.
pub async fn post(State(state): State<OidcState>, form: BackChannel) -> Response {
    match state.ciba.answer(&form.call()).await {
        Ok(accepted) => private_json(&Accepted {
            auth_req_id: accepted.auth_req_id.expose_secret(),
            expires_in: accepted.expires_in.0,
            interval: accepted.interval.0,
        }),
        Err(CibaRefusal::Client(refusal)) => beside(stranger(&refusal, None), state.explain.of(&refusal, false)),
        Err(CibaRefusal::Sender(refusal)) => beside(sender_refused(&refusal, None), state.help(&form, &refusal)),
        Err(CibaRefusal::Port(error)) => port_refused(&error),
        Err(refusal @ CibaRefusal::TooMany) => {
            let mut response = beside(refused(refusal.public()), state.help(&form, &refusal));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, LATER);
            response
        }
        Err(refusal @ CibaRefusal::Check(_)) => {
            tracing::info!(code = refusal.code(), cause = %refusal, "nobody was asked");
            beside(refused(refusal.public()), state.help(&form, &refusal))
        }
    }
}

/// Whatever cannot stand in a header is left out: it only helps.
fn beside(mut response: Response, help: Option<Explained>) -> Response {
    let json = help.and_then(|help| serde_json::to_vec(&help).ok()).filter(|json| json.len() <= LONGEST_HELP);
    if let Some(value) = json.and_then(|json| HeaderValue::from_bytes(&json).ok()) {
        response.headers_mut().insert(HELP, value);
    }
    response
}
