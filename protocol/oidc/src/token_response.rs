//! The token endpoint's answer: RFC 6749 §5.1, OpenID Connect Core 1.0 §3.1.3.3, and the members that Keycloak adds
//! (facts/psc.md §2.3).

use serde::Serialize;

/// Not `Debug`: it holds tokens.
#[derive(Default, Serialize)]
pub struct TokenResponse {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_expires_in: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    pub token_type: &'static str,
    /// RFC 8693 §2.2.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_token_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// Always 0: stamps are ours to compare, not the client's.
    #[serde(rename = "not-before-policy")]
    pub not_before_policy: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_state: Option<String>,
    pub scope: String,
    /// OpenID Connect CIBA Core 1.0 §10.1.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_req_id: Option<String>,
}

impl TokenResponse {
    pub const BEARER: &str = "Bearer";
    /// RFC 9449 §5.
    pub const DPOP: &str = "DPoP";
}
