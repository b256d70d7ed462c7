use ambient::ExposeSecret as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::Response;
use idp_core::ciba::CibaRefusal;
use serde::Serialize;

use super::OidcState;
use super::answer::{client_refused, explained, port_refused, private_json, sender_refused};
use super::back_channel::BackChannel;

/// Seconds: the window of [`idp_core::ecps::Limites`].
const LATER: HeaderValue = HeaderValue::from_static("600");

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
        Err(CibaRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(CibaRefusal::Sender(refusal)) => sender_refused(&refusal, state.help(&form, &refusal)),
        Err(CibaRefusal::Port(error)) => port_refused(&error),
        Err(refusal @ CibaRefusal::TooMany) => {
            let mut response = explained(refusal.public(), state.help(&form, &refusal));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, LATER);
            response
        }
        Err(refusal @ CibaRefusal::Check(_)) => {
            tracing::info!(code = refusal.code(), cause = %refusal, "nobody was asked");
            explained(refusal.public(), state.help(&form, &refusal))
        }
    }
}
