//! What the endpoint of pushed requests answers: RFC 9126 §2.2.

use serde::Serialize;

/// Not `Debug`: until the browser brings it, whoever holds the reference and the client's name may use it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PushedResponse {
    pub request_uri: String,
    /// Seconds.
    pub expires_in: i64,
}
