use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::OidcState;

pub const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

/// RFC 9449 §8.2: whoever sends proofs learns with every answer what the next one is to carry.
pub async fn give(State(state): State<OidcState>, request: Request, next: Next) -> Response {
    let proves = request.headers().contains_key("dpop");
    let response = next.run(request).await;
    match proves && !response.headers().contains_key(DPOP_NONCE) {
        true => with(&state.senders.nonce(), response),
        false => response,
    }
}

pub fn with(nonce: &str, mut response: Response) -> Response {
    if let Ok(value) = HeaderValue::from_str(nonce) {
        response.headers_mut().insert(DPOP_NONCE, value);
    }
    response
}
