//! What a registration says of requests, answers, tokens and logout, a word a specification. Every default is what a
//! registration that says nothing means.

use std::collections::BTreeMap;

use ambient::{Resting, Timestamp};
use jose::{Encryption, JwsAlg};
use oidc::ResponseType;
use serde::{Deserialize, Serialize};

use crate::assurance::Behaviour;
use crate::claims::subject::SubjectForm;

/// Where the client's public keys are: for its assertions, its request objects, and what is encrypted for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKeys {
    #[default]
    None,
    /// JWK set, JSON.
    Jwks(String),
    /// Fetched, cached, fetched again on an unknown `kid` at a bounded rate.
    JwksUri(String),
}

/// How the subject of a TLS certificate is recognised (RFC 8705 §2.1.2): exactly one of the five.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsSubject {
    /// RFC 4514 text; compared as a name, whatever the order in which its RDNs were written.
    SubjectDn(String),
    SanDns(String),
    SanUri(String),
    SanIp(String),
    SanEmail(String),
}

/// Authorization requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestRules {
    /// RFC 9126 §6.
    pub pushed_only: bool,
    /// RFC 9101 §10.5.
    pub signed_only: bool,
    /// The only algorithm of its request objects; `None`: any of the allow-list.
    pub object_alg: Option<JwsAlg>,
    /// Registered addresses of request objects by reference; an entry may end with a fragment, its hash.
    pub request_uris: Vec<String>,
    /// Seconds.
    pub default_max_age: Option<i64>,
    pub require_auth_time: bool,
    pub default_acr_values: Vec<String>,
    /// Only a means that no false page can get anything from: a card or a passkey (checklist M21).
    pub phishing_resistant: bool,
    /// What a card opened ends when the card leaves its reader (checklist X06).
    pub card_present: bool,
    /// An application on the person's own machine (RFC 8252): its redirect URIs may be loopback addresses.
    pub native: bool,
    /// Those of [`super::Client::response_types`] that carry tokens.
    pub implicit: Vec<ResponseType>,
}

/// Signatures and encryptions of what is answered, and its levels. The signature of the ID token is [`super::Client::id_token_alg`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerRules {
    pub id_token_encryption: Option<Encryption>,
    /// `None`: JSON.
    pub userinfo_alg: Option<JwsAlg>,
    pub userinfo_encryption: Option<Encryption>,
    /// RFC 9701 §6. `None`: JSON, unless the caller asks for a JWT.
    pub introspection_alg: Option<JwsAlg>,
    pub introspection_encryption: Option<Encryption>,
    /// JARM §3. `None`: the algorithm of the ID token.
    pub authorization_alg: Option<JwsAlg>,
    pub authorization_encryption: Option<Encryption>,
    /// The levels that a client of Pro Santé Connect's profile is answered; `None`: those of the realm.
    pub levels: Option<Behaviour>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenFormat {
    /// As Pro Santé Connect: a JWT with `typ: Bearer` among its claims (facts/psc.md §2.3).
    #[default]
    Psc,
    /// RFC 9068: header `at+jwt`, `aud`, `client_id`.
    AtJwt,
    /// A reference; introspection says what it stands for.
    Opaque,
}

/// How `x5t#S256` is written (facts/psc.md §6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CnfForm {
    /// base64url of the digest, 43 characters.
    #[default]
    Rfc8705,
    /// Padded base64 of the lowercase hexadecimal digest, 88 characters, as the ANS writes it.
    AnsHex,
}

/// Tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenRules {
    pub format: AccessTokenFormat,
    /// RFC 9449 §5.2: tokens only with a DPoP proof.
    pub dpop_bound: bool,
    /// RFC 8705 §3.4: tokens only over mutual TLS, bound to the certificate.
    pub certificate_bound: bool,
    pub cnf_form: CnfForm,
    /// RFC 8707: what the client may ask tokens for. Each token has one audience at most, and the issuer's without any.
    pub resources: Vec<String>,
    /// RFC 8707 names of the resources that this client is: it introspects tokens for them.
    pub serves: Vec<String>,
    /// Token exchange: clients whose access tokens this one may exchange; empty: none.
    pub exchanges_tokens_of: Vec<String>,
}

impl TokenRules {
    pub fn serves(&self, resource: &str) -> bool {
        self.serves.iter().any(|served| served == resource)
    }
}

/// What ends with the session (OpenID Connect Back-Channel and Front-Channel Logout 1.0).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogoutRules {
    pub backchannel_uri: Option<String>,
    pub backchannel_session_required: bool,
    pub frontchannel_uri: Option<String>,
    pub frontchannel_session_required: bool,
}

/// OpenID Connect CIBA Core 1.0 §4. Push is not offered (FAPI-CIBA §5.2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "delivery", rename_all = "snake_case")]
pub enum CibaRules {
    Poll { request_alg: Option<JwsAlg> },
    Ping { notification_endpoint: String, request_alg: Option<JwsAlg> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectType {
    Public,
    Pairwise,
}

/// How people are named to the client. `None`: as its profile says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubjectRules {
    pub kind: Option<SubjectType>,
    /// How a client of Pro Santé Connect's profile is told people; `None`: as the realm does.
    pub psc: Option<SubjectForm>,
    /// Host that shares pairwise subjects (OpenID Connect Core 1.0 §8.1); `None`: the client's own.
    pub sector: Option<String>,
    pub sector_identifier_uri: Option<String>,
}

/// What is shown of the client, or started from the provider's pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// The name in other languages, by language tag (RFC 7591 §2.2).
    pub names: BTreeMap<String, String>,
    pub client_uri: Option<String>,
    pub logo_uri: Option<String>,
    pub policy_uri: Option<String>,
    pub tos_uri: Option<String>,
    pub contacts: Vec<String>,
    /// OpenID Connect Core 1.0 §4: third-party initiated login.
    pub initiate_login_uri: Option<String>,
    pub software_id: Option<String>,
    pub software_version: Option<String>,
}

/// A service that acts in its own name: the legal person behind it, and for what (`client_credentials`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalPerson {
    /// `Struct_IdNat`: `1` + FINESS, `3` + SIRET.
    pub struct_id_nat: String,
    pub raison_sociale: String,
    /// Scope words that it may have without a person, for example `dmp.alimentation`: which need its certificate, and which a
    /// person, see docs/decisions/0027.
    pub purposes: Vec<String>,
}

/// Who wrote the registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The operator, in a file.
    #[default]
    Declared,
    /// The client itself (RFC 7591); `access` is the resting form of its registration access token. `trusted`: whoever
    /// gave the initial access token vouches for it, so that refusals may go straight back to it (RFC 9700 §4.11.2).
    Dynamic { access: Resting, at: Timestamp, trusted: bool },
    /// A team in the partner space: `service` is the one that it stands for there. In production the operator accepted it.
    Partner { service: String, at: Timestamp },
}
