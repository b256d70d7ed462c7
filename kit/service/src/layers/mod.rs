//! What every request meets before its handler.

mod request_id;
mod within;

use ambient::Ambient;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

pub use request_id::RequestId;

use crate::Limits;

/// Dresses `router` with, from the outside in: a request identifier and its log line, the length of the URI, the time
/// to answer, the size of the body.
pub fn usual(router: Router, ambient: &Ambient, limits: &Limits) -> Router {
    router
        .layer(DefaultBodyLimit::max(limits.body))
        .layer(from_fn_with_state(limits.clone(), within::time))
        .layer(from_fn_with_state(limits.uri, within::uri))
        .layer(from_fn_with_state(ambient.clone(), request_id::assign))
}
