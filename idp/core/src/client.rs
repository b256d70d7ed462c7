//! The registered applications.

use ambient::Timestamp;
use async_trait::async_trait;
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
    /// JWK set, JSON.
    PrivateKeyJwt {
        jwks: String,
    },
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
}

#[async_trait]
pub trait Clients: Send + Sync {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, PortError>;
    /// Writes the registration, replacing an earlier one with the same id.
    async fn register(&self, client: &Client) -> Result<(), PortError>;
    async fn all(&self) -> Result<Vec<Client>, PortError>;
}
