use ambient::ExposeSecret as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::Response;
use idp_core::device::DeviceRefusal;
use serde::Serialize;

use super::OidcState;
use super::answer::{client_refused, explained, port_refused, private_json};
use super::back_channel::BackChannel;

/// Seconds.
const LATER: HeaderValue = HeaderValue::from_static("600");

/// RFC 8628 §3.2.
#[derive(Serialize)]
struct Accepted<'a> {
    device_code: &'a str,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: i64,
    interval: i64,
}

/// RFC 8628 §3.1.
pub async fn post(State(state): State<OidcState>, form: BackChannel) -> Response {
    match state.device_authorization.answer(&form.call()).await {
        Ok(accepted) => {
            let (user_code, verification_uri) = (accepted.user_code.to_string(), state.hosts.verification_uri());
            private_json(&Accepted {
                device_code: accepted.device_code.expose_secret(),
                verification_uri_complete: format!("{verification_uri}?code={user_code}"),
                verification_uri,
                user_code,
                expires_in: accepted.expires_in.0,
                interval: accepted.interval.0,
            })
        }
        Err(DeviceRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(DeviceRefusal::Port(error)) => port_refused(&error),
        Err(refusal @ DeviceRefusal::TooMany) => {
            let mut response = explained(refusal.public(), state.help(&form, &refusal));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, LATER);
            response
        }
        Err(refusal @ DeviceRefusal::Check(_)) => {
            tracing::info!(code = refusal.code(), cause = %refusal, "a device got no code");
            explained(refusal.public(), state.help(&form, &refusal))
        }
    }
}
