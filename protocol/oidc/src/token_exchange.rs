//! Token exchange: RFC 8693 §3 and §4.1.

use serde::Serialize;

/// The token type identifiers that exist here.
pub const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
pub const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";

/// The claim `act`: who acts for the person, and for whom that one acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Act {
    pub sub: String,
    pub client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Box<Act>>,
}
