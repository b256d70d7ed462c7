//! The JWT access token of RFC 9068 §2.2; beside its claims, those of facts/psc.md §2.3 that the scope yields.

use serde::Serialize;

use crate::other_ids::OtherId;
use crate::situation::SituationClaim;
use crate::{Acr, Act, Confirmation};

/// Not `Debug`: it names a person.
#[derive(Serialize)]
pub struct AtJwtClaims {
    pub iss: String,
    pub exp: i64,
    /// One: the resource that the token is for, or the provider.
    pub aud: String,
    pub sub: String,
    pub client_id: String,
    pub iat: i64,
    pub jti: String,
    pub auth_time: i64,
    pub acr: Acr,
    pub amr: &'static [&'static str],
    pub scope: String,
    pub sid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Confirmation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
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
}

impl AtJwtClaims {
    /// The header `typ` (§2.1).
    pub const TYP: &str = "at+jwt";
}

/// The access token of a client that acts in its own name (RFC 6749 §4.4, RFC 9068 §2.2): no person, no session.
#[derive(Debug, Serialize)]
pub struct ClientTokenClaims {
    pub iss: String,
    pub exp: i64,
    pub aud: String,
    /// Names the client in a form that no person's `sub` has.
    pub sub: String,
    pub client_id: String,
    pub iat: i64,
    pub jti: String,
    pub scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Confirmation>,
    /// `Struct_IdNat` and name of the legal person behind the client.
    #[serde(rename = "Struct_IdNat")]
    pub struct_id_nat: String,
    #[serde(rename = "raisonSociale")]
    pub raison_sociale: String,
}
