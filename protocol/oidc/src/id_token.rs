//! The ID token: OpenID Connect Core 1.0 §2, in the shape of facts/psc.md §2.2, key for key and in its order.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Acr;
use crate::situation::SituationClaim;

/// Not `Debug`: it names a person.
#[derive(Serialize)]
pub struct IdTokenClaims {
    pub exp: i64,
    pub iat: i64,
    /// When the person proved themselves; an SSO login keeps the earlier instant.
    pub auth_time: i64,
    pub jti: String,
    pub iss: String,
    /// A text, not an array.
    pub aud: String,
    pub sub: String,
    /// [`Self::TYP`], under `psc`, and where there is no `at_hash`: no other client asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typ: Option<&'static str>,
    pub azp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Under `psc` only: of Session Management 1.0, which says it in the authorization response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_state: Option<String>,
    /// Where an access token goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_hash: Option<String>,
    pub sid: String,
    /// Under `psc` only: others read `amr`.
    #[serde(rename = "authMode", skip_serializing_if = "Option::is_none")]
    pub auth_mode: Option<&'static str>,
    pub acr: Acr,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amr: Option<&'static [&'static str]>,
    #[serde(rename = "SubjectNameID", skip_serializing_if = "Option::is_none")]
    pub subject_name_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<SituationClaim>,
    /// What the `claims` parameter named besides (§5.5).
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl IdTokenClaims {
    pub const TYP: &str = "ID";
}
