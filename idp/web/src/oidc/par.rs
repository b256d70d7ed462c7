use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use idp_core::par::ParRefusal;

use super::OidcState;
use super::answer::{client_refused, explained, port_refused, private_json, sender_refused};
use super::back_channel::BackChannel;

/// Seconds: the window of [`idp_core::par`].
const LATER: HeaderValue = HeaderValue::from_static("600");

/// RFC 9126 §2.1 and §2.2.
pub async fn post(State(state): State<OidcState>, form: BackChannel) -> Response {
    match state.par.push(&form.call()).await {
        Ok(pushed) => (StatusCode::CREATED, private_json(&pushed)).into_response(),
        Err(ParRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(ParRefusal::Sender(refusal)) => sender_refused(&refusal, state.help(&form, &refusal)),
        Err(ParRefusal::Port(error)) => port_refused(&error),
        Err(refusal @ ParRefusal::Throttled) => {
            let mut response = explained(refusal.public(), state.help(&form, &refusal));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, LATER);
            response
        }
        Err(refusal @ ParRefusal::Request(_)) => {
            tracing::info!(code = refusal.code(), cause = %refusal, "no request was kept");
            explained(refusal.public(), state.help(&form, &refusal))
        }
    }
}
