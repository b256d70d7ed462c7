use std::collections::BTreeMap;
use std::path::PathBuf;

use ambient::SecretString;
use jose::{JweAlg, JweEnc, JwsAlg};
use oidc::GrantType;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::assurance::Behaviour;
use crate::claims::subject::SubjectForm;
use crate::client::{AccessTokenFormat, CnfForm, LegalPerson, Profile, SansSituation, SubjectType};

/// A client as somebody declares it: one `[[client]]` table of a clients file, or what the client itself sent
/// (RFC 7591 §2). A key has the name of its RFC, except the few of the first lines; [`super::metadata`] knows the other
/// names of those.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Declaration {
    pub id: String,
    pub name: String,
    /// `client_name#fr`: language tag to name.
    pub names: BTreeMap<String, String>,
    pub place: String,
    /// A file names it; a client that registers itself without a word is `oidc`.
    pub profile: Option<Profile>,
    /// `token_endpoint_auth_method`.
    pub auth: Option<Method>,
    /// For the two secret methods; 32 characters at least.
    pub secret: Option<SecretString>,
    /// Where the secret rests instead, relative to the clients file; whoever reads that file puts it into `secret`.
    pub secret_file: Option<PathBuf>,
    /// A JWK set, public keys only.
    pub jwks: Option<Value>,
    pub jwks_uri: Option<String>,
    pub redirect_uris: Vec<String>,
    pub post_logout_redirect_uris: Vec<String>,
    pub scopes: Vec<String>,
    /// Default: the profile's.
    pub id_token_alg: Option<JwsAlg>,
    /// Default: the profile's.
    pub pkce_required: Option<bool>,
    /// Kept, and served nothing.
    pub disabled: bool,
    pub may_introspect: bool,
    pub may_hint_situation: bool,
    pub structure: Option<String>,
    pub sans_situation: Option<SansSituation>,
    pub legal_person: Option<LegalPerson>,
    /// Another behaviour of Pro Santé Connect than the realm's, to rehearse it: `psc` alone.
    pub psc_levels: Option<Behaviour>,
    /// Another `sub` than the realm's, likewise: `federated` or `psi`.
    pub psc_subject: Option<SubjectForm>,
    /// Only a card or a passkey signs people in: nothing that a false page can relay.
    pub phishing_resistant: bool,
    /// What a card opened ends when the card leaves its reader.
    pub card_present: bool,
    /// Clients whose access tokens this one may exchange.
    pub exchanges_tokens_of: Vec<String>,

    pub application_type: Option<ApplicationType>,
    pub response_types: Option<Vec<String>>,
    /// Default: a file's client has codes and refresh tokens, one that registers itself has codes.
    pub grant_types: Option<Vec<GrantType>>,
    pub token_endpoint_auth_signing_alg: Option<JwsAlg>,
    pub tls_client_auth_subject_dn: Option<String>,
    pub tls_client_auth_san_dns: Option<String>,
    pub tls_client_auth_san_uri: Option<String>,
    pub tls_client_auth_san_ip: Option<String>,
    pub tls_client_auth_san_email: Option<String>,

    pub contacts: Vec<String>,
    pub client_uri: Option<String>,
    pub logo_uri: Option<String>,
    pub policy_uri: Option<String>,
    pub tos_uri: Option<String>,
    pub initiate_login_uri: Option<String>,
    pub software_id: Option<String>,
    pub software_version: Option<String>,
    pub software_statement: Option<String>,

    pub sector_identifier_uri: Option<String>,
    pub subject_type: Option<SubjectType>,

    pub require_pushed_authorization_requests: Option<bool>,
    pub require_signed_request_object: Option<bool>,
    pub request_object_signing_alg: Option<JwsAlg>,
    pub request_object_encryption_alg: Option<String>,
    pub request_object_encryption_enc: Option<String>,
    pub request_uris: Vec<String>,
    pub default_max_age: Option<i64>,
    pub require_auth_time: bool,
    pub default_acr_values: Vec<String>,

    pub id_token_encrypted_response_alg: Option<JweAlg>,
    pub id_token_encrypted_response_enc: Option<JweEnc>,
    pub userinfo_signed_response_alg: Option<JwsAlg>,
    pub userinfo_encrypted_response_alg: Option<JweAlg>,
    pub userinfo_encrypted_response_enc: Option<JweEnc>,
    pub introspection_signed_response_alg: Option<JwsAlg>,
    pub introspection_encrypted_response_alg: Option<JweAlg>,
    pub introspection_encrypted_response_enc: Option<JweEnc>,
    pub authorization_signed_response_alg: Option<JwsAlg>,
    pub authorization_encrypted_response_alg: Option<JweAlg>,
    pub authorization_encrypted_response_enc: Option<JweEnc>,

    pub access_token_format: Option<AccessTokenFormat>,
    pub cnf_form: Option<CnfForm>,
    pub resources: Vec<String>,
    /// Resources that this client is: it introspects tokens for them.
    pub serves: Vec<String>,
    pub dpop_bound_access_tokens: bool,
    pub tls_client_certificate_bound_access_tokens: bool,

    pub backchannel_logout_uri: Option<String>,
    pub backchannel_logout_session_required: bool,
    pub frontchannel_logout_uri: Option<String>,
    pub frontchannel_logout_session_required: bool,

    pub backchannel_token_delivery_mode: Option<Delivery>,
    pub backchannel_client_notification_endpoint: Option<String>,
    pub backchannel_authentication_request_signing_alg: Option<JwsAlg>,
    pub backchannel_user_code_parameter: bool,

    /// Who speaks; never read from what was sent.
    #[serde(skip)]
    pub author: Author,
}

/// Whose word a declaration is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Author {
    /// A file of the operator's.
    #[default]
    Operator,
    /// The client itself. `local`: addresses of this machine are welcome, as in the sandbox.
    Client { local: bool },
    /// A team in the partner space: what it says is looked at as what a client says of itself, and the drop-in profile is open
    /// to it, since in production the operator accepts each.
    Partner { local: bool },
}

/// `token_endpoint_auth_method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    None,
    ClientSecretBasic,
    ClientSecretPost,
    PrivateKeyJwt,
    TlsClientAuth,
    SelfSignedTlsClientAuth,
}

/// OpenID Connect Registration 1.0 §2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationType {
    Web,
    /// RFC 8252: on the person's own machine; its addresses may be loopback ones.
    Native,
}

/// `backchannel_token_delivery_mode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    Poll,
    Ping,
    Push,
}

impl Declaration {
    pub fn profile(&self) -> Profile {
        self.profile.unwrap_or(Profile::Oidc)
    }

    /// OpenID Connect Registration 1.0 §2: a client that says nothing uses `client_secret_basic`.
    pub fn auth(&self) -> Method {
        self.auth.unwrap_or(Method::ClientSecretBasic)
    }

    pub fn grants(&self) -> Vec<GrantType> {
        match (&self.grant_types, self.author) {
            (Some(grants), _) => grants.clone(),
            (None, Author::Operator | Author::Partner { .. }) => crate::client::code_and_refresh(),
            (None, Author::Client { .. }) => vec![GrantType::AuthorizationCode],
        }
    }

    pub fn has(&self, grant: GrantType) -> bool {
        self.grants().contains(&grant)
    }

    /// In a file, a client without credentials is native unless it says otherwise.
    pub fn native(&self) -> bool {
        match (self.application_type, self.author) {
            (Some(kind), _) => kind == ApplicationType::Native,
            (None, Author::Operator) => self.auth() == Method::None,
            (None, Author::Client { .. } | Author::Partner { .. }) => false,
        }
    }

    pub fn by_itself(&self) -> bool {
        matches!(self.author, Author::Client { .. })
    }
}

impl Method {
    pub const ALL: [Self; 6] = [
        Self::ClientSecretBasic,
        Self::ClientSecretPost,
        Self::PrivateKeyJwt,
        Self::TlsClientAuth,
        Self::SelfSignedTlsClientAuth,
        Self::None,
    ];

    /// Of the metadata.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
        }
    }

    pub const fn has_secret(self) -> bool {
        matches!(self, Self::ClientSecretBasic | Self::ClientSecretPost)
    }

    /// A key or a certificate: nothing that a wire or a log can give away.
    pub const fn is_strong(self) -> bool {
        matches!(self, Self::PrivateKeyJwt | Self::TlsClientAuth | Self::SelfSignedTlsClientAuth)
    }
}
