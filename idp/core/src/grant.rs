//! What a person granted to a client in one session, and every emission that came of it.

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use oidc::ClaimsParameter;
use sante::SituationId;
use serde::{Deserialize, Serialize};

use crate::client::ClientId;
use crate::moyen::Authentication;
use crate::port::PortError;
use crate::session::SessionId;

ambient::typed_id! {
    pub struct GrantId;
}

/// session × client, with the situation that was chosen for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub id: GrantId,
    pub session: SessionId,
    pub client: ClientId,
    pub authentication: Authentication,
    pub situation: Option<SituationId>,
    /// The granted scope, in the order of the answer.
    pub scope: Vec<String>,
    pub nonce: Option<String>,
    pub acr: String,
    pub opened_at: Timestamp,
    /// The session's absolute end: no refresh goes beyond.
    pub ends_at: Timestamp,
    /// RFC 8707: what the authorization was asked for; a token names one of them at most.
    #[serde(default)]
    pub resources: Vec<String>,
    /// OpenID Connect Core 1.0 §5.5: claims that were asked for one by one.
    #[serde(default)]
    pub claims: ClaimsParameter,
}

/// A refresh token as it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    pub resting: Resting,
    pub grant: GrantId,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The record of one emission, written before a token leaves. `origin` is unique: `code:<resting>` or `refresh:<resting or random>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    pub origin: String,
    pub grant: GrantId,
    /// `jti` of the access token.
    pub token: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emitted {
    Yes,
    /// The origin was spent before, for this grant: whoever asks must see everything of it revoked.
    AlreadySpent {
        by: GrantId,
    },
}

#[async_trait]
pub trait Grants: Send + Sync {
    /// Opens the grant with its first emission and its refresh token, in one transaction, or nothing.
    async fn open(&self, grant: &Grant, emission: &Emission, refresh: &RefreshToken) -> Result<Emitted, PortError>;
    /// A further emission of an existing grant, with the refresh token that goes out with it; whole or nothing.
    async fn emit(&self, emission: &Emission, refresh: &RefreshToken) -> Result<Emitted, PortError>;
    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError>;
    /// The grant under which an access token with this `jti` was emitted.
    async fn by_token(&self, jti: &str) -> Result<Option<Grant>, PortError>;
    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError>;
    /// Grants of a session, for logout.
    async fn of_session(&self, session: &SessionId) -> Result<Vec<Grant>, PortError>;
}
