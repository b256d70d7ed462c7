//! What the tokens of a client say.

use idp_partenaires::{Exemple, Mot};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What the tokens of a client say.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimsJson {
    pub scopes: Vec<ScopeJson>,
    pub exemples: Vec<ExempleJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeJson {
    pub mot: &'static str,
    pub inscrit: bool,
    pub claims: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ExempleJson {
    /// `cps`, `ecps`, `plusieurs`, `cpe` or `psi`.
    pub personne: &'static str,
    pub id_token: Value,
    pub access_token: Value,
    pub userinfo: Value,
}

impl ClaimsJson {
    pub fn new(mots: Vec<Mot>, exemples: Vec<Exemple>) -> Self {
        let scope = |mot: Mot| ScopeJson { mot: mot.mot, inscrit: mot.inscrit, claims: mot.claims };
        let exemple = |one: Exemple| ExempleJson {
            personne: one.qui,
            id_token: one.id_token,
            access_token: one.access_token,
            userinfo: one.userinfo,
        };
        Self { scopes: mots.into_iter().map(scope).collect(), exemples: exemples.into_iter().map(exemple).collect() }
    }
}
