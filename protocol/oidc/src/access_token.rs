//! The access token: a JWT in the shape of facts/psc.md §2.3.

use serde::Serialize;

use crate::other_ids::OtherId;
use crate::situation::SituationClaim;
use crate::{Acr, Act, Confirmation};

/// Not `Debug`: it names a person.
#[derive(Serialize)]
pub struct AccessTokenClaims {
    pub exp: i64,
    pub iat: i64,
    pub auth_time: i64,
    pub jti: String,
    pub iss: String,
    /// Absent in the profile `psc`, as with the real service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aud: Option<String>,
    pub sub: String,
    pub typ: &'static str,
    pub azp: String,
    /// Empty when the client sent none.
    pub nonce: String,
    pub session_state: String,
    pub acr: Acr,
    pub scope: String,
    pub sid: String,
    #[serde(rename = "authMode")]
    pub auth_mode: &'static str,
    #[serde(rename = "otherIds", skip_serializing_if = "Option::is_none")]
    pub other_ids: Option<Vec<OtherId>>,
    #[serde(rename = "SubjectNameID", skip_serializing_if = "Option::is_none")]
    pub subject_name_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<SituationClaim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Confirmation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
}

impl AccessTokenClaims {
    pub const TYP: &str = "Bearer";
}
