//! The token endpoint's answer: RFC 6749 §5.1, OpenID Connect Core 1.0 §3.1.3.3, and the members that Keycloak adds
//! (facts/psc.md §2.3).

use serde::Serialize;

/// Not `Debug`: it holds tokens.
#[derive(Serialize)]
pub struct TokenResponse {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    /// Seconds.
    pub refresh_expires_in: i64,
    pub refresh_token: String,
    pub token_type: &'static str,
    pub id_token: String,
    /// Always 0: stamps are ours to compare, not the client's.
    #[serde(rename = "not-before-policy")]
    pub not_before_policy: i64,
    pub session_state: String,
    pub scope: String,
}

impl TokenResponse {
    pub const BEARER: &str = "Bearer";
}
