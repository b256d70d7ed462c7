//! A client as somebody declares it, and the ordered checks that a declaration passes before it becomes a [`Client`]
//! (RFC 7591 §2, OpenID Connect Registration §2). A contradiction is refused with its reason and its remedy.

mod check;

use std::path::PathBuf;

use ambient::{ExposeSecret as _, RestKey, SecretString};
use serde::Deserialize;
use serde_json::Value;

use crate::client::{
    AnswerRules, Client, ClientAuth, ClientId, ClientKeys, LogoutRules, Origin, Profile, RequestRules, SansSituation,
    Shown, SubjectRules, TokenRules, code_and_refresh,
};
use crate::client_auth::ClientAuthentication;
use crate::key::SigningAlg;

/// One `[[client]]` table of a clients file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    pub id: String,
    pub name: String,
    pub place: String,
    pub profile: Profile,
    pub auth: Method,
    /// For the two secret methods; 32 characters at least.
    pub secret: Option<SecretString>,
    /// Where the secret rests instead, relative to the clients file; whoever reads that file puts it into `secret`.
    pub secret_file: Option<PathBuf>,
    /// For `private_key_jwt`: a JWK set, public keys only.
    pub jwks: Option<Value>,
    pub redirect_uris: Vec<String>,
    #[serde(default)]
    pub post_logout_redirect_uris: Vec<String>,
    pub scopes: Vec<String>,
    #[serde(default = "rs256")]
    pub id_token_alg: SigningAlg,
    /// Default: the profile's.
    pub pkce_required: Option<bool>,
    #[serde(default)]
    pub may_introspect: bool,
    #[serde(default)]
    pub may_hint_situation: bool,
    pub structure: Option<String>,
    #[serde(default = "refuse")]
    pub sans_situation: SansSituation,
}

/// `token_endpoint_auth_method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    None,
    ClientSecretBasic,
    ClientSecretPost,
    PrivateKeyJwt,
}

/// What a declaration says against itself or against its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub key: &'static str,
    pub reason: String,
    pub remedy: &'static str,
}

impl Declaration {
    /// Every objection at once, in the order of the checks; none: the declaration holds.
    pub fn objections(&self) -> Vec<Objection> {
        check::ALL.iter().flat_map(|check| check(self)).collect()
    }

    /// The registration, its secret in the form in which it rests.
    pub fn register(&self, rest: &RestKey) -> Result<Client, Vec<Objection>> {
        let objections = self.objections();
        if !objections.is_empty() {
            return Err(objections);
        }
        let secret = self.secret.as_ref().map(SecretString::expose_secret).unwrap_or_default();
        let resting = || ClientAuthentication::rest_secret(rest, secret);
        let auth = match self.auth {
            Method::None => ClientAuth::None,
            Method::ClientSecretBasic => ClientAuth::ClientSecretBasic { secret: resting() },
            Method::ClientSecretPost => ClientAuth::ClientSecretPost { secret: resting() },
            Method::PrivateKeyJwt => ClientAuth::PrivateKeyJwt,
        };
        Ok(Client {
            id: ClientId::from(self.id.as_str()),
            name: self.name.clone(),
            place: self.place.clone(),
            profile: self.profile,
            auth,
            redirect_uris: self.redirect_uris.clone(),
            post_logout_redirect_uris: self.post_logout_redirect_uris.clone(),
            scopes: self.scopes.clone(),
            id_token_alg: self.id_token_alg,
            pkce_required: self.pkce_required.unwrap_or(self.profile == Profile::Oidc),
            may_introspect: self.may_introspect,
            may_hint_situation: self.may_hint_situation,
            structure: self.structure.clone(),
            sans_situation: self.sans_situation,
            disabled_at: None,
            grants: code_and_refresh(),
            keys: self.jwks.as_ref().map_or(ClientKeys::None, |jwks| ClientKeys::Jwks(jwks.to_string())),
            assertion_alg: None,
            requests: RequestRules::default(),
            answers: AnswerRules::default(),
            tokens: TokenRules::default(),
            logout: LogoutRules::default(),
            ciba: None,
            subject: SubjectRules::default(),
            shown: Shown::default(),
            legal_person: None,
            origin: Origin::Declared,
        })
    }
}

fn rs256() -> SigningAlg {
    SigningAlg::RS256
}

fn refuse() -> SansSituation {
    SansSituation::Refuse
}

#[cfg(test)]
mod tests;
