//! What a person granted to a client in one session, and every emission that came of it.

mod emission;

pub use emission::{Emission, Emitted, Issued, RefreshToken, Terms};

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use oidc::ClaimsParameter;
use sante::SituationId;
use serde::{Deserialize, Serialize};

use crate::claims::scope;
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
    /// The session's absolute end, with `offline_access` its own: no refresh goes beyond.
    pub ends_at: Timestamp,
    /// RFC 8707: what the authorization was asked for; a token names one of them at most.
    #[serde(default)]
    pub resources: Vec<String>,
    /// OpenID Connect Core 1.0 §5.5: claims that were asked for one by one.
    #[serde(default)]
    pub claims: ClaimsParameter,
    /// What a card proved for it ends when that card leaves its reader (checklist X06).
    #[serde(default)]
    pub card_present: bool,
}

impl Grant {
    /// OpenID Connect Core 1.0 §11: goes on without the browser's session.
    pub fn is_offline(&self) -> bool {
        self.scope.iter().any(|word| word == scope::OFFLINE_ACCESS)
    }
}

#[async_trait]
pub trait Grants: Send + Sync {
    /// Opens the grant with its first emission and its refresh token, in one transaction, or nothing.
    async fn open(
        &self,
        grant: &Grant,
        emission: &Emission,
        refresh: Option<&RefreshToken>,
    ) -> Result<Emitted, PortError>;
    /// A further emission of an existing grant, with the refresh token that goes out with it; whole or nothing.
    async fn emit(&self, emission: &Emission, refresh: Option<&RefreshToken>) -> Result<Emitted, PortError>;
    /// The same with a refresh token that follows another one, which is spent by it. A refresh token whose first use came
    /// at `lost_since` or later, and of whose successors none was used yet, is spent again: the answer may have been lost.
    /// Using a successor ends that, and the other successors with it.
    async fn rotate(
        &self,
        emission: &Emission,
        refresh: &RefreshToken,
        lost_since: Timestamp,
    ) -> Result<Emitted, PortError>;
    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError>;
    /// What an access token was emitted as: [`Emission::token`].
    async fn by_token(&self, token: &str) -> Result<Option<Issued>, PortError>;
    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError>;
    /// The one that a client was granted last in a session.
    async fn latest_of(&self, session: &SessionId, client: &ClientId) -> Result<Option<Grant>, PortError>;
    /// Grants of a session, for logout.
    async fn of_session(&self, session: &SessionId) -> Result<Vec<Grant>, PortError>;
}
