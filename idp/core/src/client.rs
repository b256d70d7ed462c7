//! The registered applications.

mod outgoing;
mod registrar;
mod rehearsal;
mod remembered;
mod rules;

pub use outgoing::{FormerProof, Outgoing};
pub use registrar::{Declared, Registrar, Wish};
pub use rehearsal::{Playing, Rehearsal, Rehearsals, RehearsingClients};
pub use remembered::RememberedClients;
pub use rules::{
    AccessTokenFormat, AnswerRules, CibaRules, ClientKeys, CnfForm, LegalPerson, LogoutRules, Origin, RequestRules,
    Shown, SubjectRules, SubjectType, TlsSubject, TokenRules,
};

use ambient::Timestamp;
use async_trait::async_trait;
use oidc::{GrantType, ResponseType};
use serde::{Deserialize, Serialize};

use crate::key::SigningAlg;
use crate::port::PortError;

ambient::typed_id! {
    /// `client_id`, unique across realms.
    pub struct ClientId;
}

/// A word in the registration that names a list of checks (docs/architecture.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Standard OpenID Connect: PKCE required unless the registration says otherwise, standard claims.
    Oidc,
    /// Drop-in Pro Santé Connect.
    Psc,
    /// FAPI 2.0 Security Profile.
    Fapi2,
    /// The same with FAPI 2.0 Message Signing: signed requests and answers.
    Fapi2MessageSigning,
    /// FAPI: Client Initiated Backchannel Authentication Profile.
    FapiCiba,
}

impl Profile {
    pub const ALL: [Self; 5] = [Self::Oidc, Self::Psc, Self::Fapi2, Self::Fapi2MessageSigning, Self::FapiCiba];

    /// As a file and the pages name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Oidc => "oidc",
            Self::Psc => "psc",
            Self::Fapi2 => "fapi2",
            Self::Fapi2MessageSigning => "fapi2-message-signing",
            Self::FapiCiba => "fapi-ciba",
        }
    }

    /// FAPI 2.0: pushed requests, key or certificate, sender-constrained tokens.
    pub const fn is_fapi2(self) -> bool {
        matches!(self, Self::Fapi2 | Self::Fapi2MessageSigning)
    }

    /// Any of the FAPI profiles.
    pub const fn is_fapi(self) -> bool {
        self.is_fapi2() || matches!(self, Self::FapiCiba)
    }
}

/// How the client proves itself at the token endpoint; exactly one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum ClientAuth {
    /// A public client: PKCE always, refresh tokens rotated.
    None,
    /// HMAC under the rest key (purpose `client-secret`) of the secret that was shown once.
    ClientSecretBasic {
        secret: String,
    },
    ClientSecretPost {
        secret: String,
    },
    /// With [`Client::keys`].
    PrivateKeyJwt,
    /// RFC 8705 §2.1: a certificate of a trusted authority, recognised by its subject.
    TlsClientAuth {
        subject: TlsSubject,
    },
    /// RFC 8705 §2.2: a certificate whose key is one of [`Client::keys`].
    SelfSignedTlsClientAuth,
}

impl ClientAuth {
    /// Of the metadata.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic { .. } => "client_secret_basic",
            Self::ClientSecretPost { .. } => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::TlsClientAuth { .. } => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
        }
    }

    pub const fn has_secret(&self) -> bool {
        matches!(self, Self::ClientSecretBasic { .. } | Self::ClientSecretPost { .. })
    }
}

/// Who may sign in without a current situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SansSituation {
    Refuse,
    /// Signs in without role.
    Accepte,
}

/// One registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    pub id: ClientId,
    /// Shown on the login page and on the phone.
    pub name: String,
    /// The place and address shown beside the name, for example `EHPAD FICTIF LES TILLEULS, tilleuls.example`.
    pub place: String,
    pub profile: Profile,
    pub auth: ClientAuth,
    pub redirect_uris: Vec<String>,
    pub post_logout_redirect_uris: Vec<String>,
    pub scopes: Vec<String>,
    pub id_token_alg: SigningAlg,
    pub pkce_required: bool,
    pub may_introspect: bool,
    pub may_hint_situation: bool,
    /// FINESS EG to which the client is tied: its situation is preselected.
    pub structure: Option<String>,
    pub sans_situation: SansSituation,
    pub disabled_at: Option<Timestamp>,
    /// What it may do at the token endpoint; nothing else is done for it.
    #[serde(default = "code_and_refresh")]
    pub grants: Vec<GrantType>,
    #[serde(default)]
    pub keys: ClientKeys,
    /// The only algorithm of its assertions; `None`: any that its profile allows.
    #[serde(default)]
    pub assertion_alg: Option<SigningAlg>,
    #[serde(default)]
    pub requests: RequestRules,
    #[serde(default)]
    pub answers: AnswerRules,
    #[serde(default)]
    pub tokens: TokenRules,
    #[serde(default)]
    pub logout: LogoutRules,
    #[serde(default)]
    pub ciba: Option<CibaRules>,
    #[serde(default)]
    pub subject: SubjectRules,
    #[serde(default)]
    pub shown: Shown,
    #[serde(default)]
    pub legal_person: Option<LegalPerson>,
    #[serde(default)]
    pub origin: Origin,
    /// While a change of its secret, keys or certificate is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<Outgoing>,
}

impl Client {
    /// Names itself and proves nothing.
    pub fn is_public(&self) -> bool {
        self.auth == ClientAuth::None
    }

    /// By RFC 7591, in its own name.
    pub fn registered_itself(&self) -> bool {
        matches!(self.origin, Origin::Dynamic { .. })
    }

    /// Somebody of the house declared it, or gave the token with which it registered in good faith (RFC 9700 §4.11.2).
    pub fn is_vouched_for(&self) -> bool {
        !matches!(self.origin, Origin::Dynamic { trusted: false, .. })
    }

    /// Its name for somebody who reads this language.
    pub fn name_in(&self, language: &str) -> &str {
        let primary = |tag: &str| tag.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(language));
        self.shown.names.iter().find(|(tag, _)| primary(tag)).map_or(&self.name, |(_, name)| name)
    }

    /// What it registered to get by the browser: OpenID Connect Registration 1.0 §2.
    pub fn response_types(&self) -> Vec<ResponseType> {
        let kept = |kind: &ResponseType| *kind == ResponseType::Code || self.requests.implicit.contains(kind);
        ResponseType::ALL.into_iter().filter(|kind| kept(kind) && self.may(kind.grant())).collect()
    }

    pub fn may(&self, grant: GrantType) -> bool {
        self.grants.contains(&grant)
    }
}

/// What every client may do whose registration does not say otherwise.
pub fn code_and_refresh() -> Vec<GrantType> {
    vec![GrantType::AuthorizationCode, GrantType::RefreshToken]
}

#[async_trait]
pub trait Clients: Send + Sync {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, PortError>;
    /// Writes the registration, replacing an earlier one with the same id.
    async fn register(&self, client: &Client) -> Result<(), PortError>;
    /// Writes the registration in the place of the one that was read. `false`: that one is there no more, changed or gone,
    /// and nothing was written.
    async fn replace(&self, before: &Client, after: &Client) -> Result<bool, PortError>;
    /// Forgets the registration; whatever was issued to it is refused from then on.
    async fn remove(&self, id: &ClientId) -> Result<(), PortError>;
    async fn all(&self) -> Result<Vec<Client>, PortError>;
    /// Those that somebody of the house, or a team, wrote: few, whatever number registered themselves.
    async fn declared(&self) -> Result<Vec<Client>, PortError>;
}
