use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;

use crate::oidc::OidcState;

const INTERACTION: HeaderName = HeaderName::from_static("x-fapi-interaction-id");

/// FAPI 1.0 Baseline §6.2.1-11: on every answer of the resource, a refusal as well.
pub fn told(state: &OidcState, headers: &HeaderMap, mut response: Response) -> Response {
    let came = headers.get(INTERACTION).and_then(|came| came.to_str().ok());
    if let Ok(value) = HeaderValue::from_str(&state.userinfo.interaction(came)) {
        response.headers_mut().insert(INTERACTION, value);
    }
    response
}
