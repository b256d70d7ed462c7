//! Token introspection: RFC 7662, in the shape of facts/psc.md §2.3.

mod answer;

pub use answer::IntrospectionResponse;

use std::sync::Arc;

use ambient::{RestKey, Seconds, Timestamp};

use crate::access::{Access, AccessRefusal, AccessTokens};
use crate::claims::Claims;
use crate::client::{Client, ClientAuth};
use crate::client_auth::{BackChannelCall, ClientAuthRefusal, ClientAuthentication};
use crate::grant::{Grant, RefreshToken};
use crate::port::PortError;

/// Stamps may lag the registry by this much; beyond, every token is inactive.
const OLDEST: Seconds = Seconds(60);

/// Until when the provider has every event of the registry in its stamps.
pub trait StampsKnown: Send + Sync {
    /// `None`: not once since the start.
    fn known_at(&self) -> Option<Timestamp>;
}

/// What [`Introspection`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub access: AccessTokens,
    pub claims: Claims,
    pub stamps_known: Arc<dyn StampsKnown>,
}

/// Tells whether a token is good now.
#[derive(Clone)]
pub struct Introspection(Deps);

#[derive(Debug, thiserror::Error)]
pub enum IntrospectionRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    #[error("token is missing")]
    TokenMissing,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Introspection {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// A client hears about its own tokens; about those of others only with the right to introspect
    /// (docs/ecarts.md, T13). Whatever is not to be told is `{"active": false}`.
    pub async fn answer(&self, call: &BackChannelCall<'_>) -> Result<IntrospectionResponse, IntrospectionRefusal> {
        let caller = self.0.client_auth.authenticate(call).await?;
        if caller.auth == ClientAuth::None {
            return Err(ClientAuthRefusal::Client { basic: false }.into());
        }
        let token = call.params.get("token").ok_or(IntrospectionRefusal::TokenMissing)?;
        if !self.stamps_are_fresh() {
            return Ok(IntrospectionResponse::inactive());
        }
        let found = match self.access_token(token).await? {
            Some(access) => Some((access.client.clone(), IntrospectionResponse::of_access(access))),
            None => self.refresh_token(token).await?,
        };
        let told = found.filter(|(owner, _)| owner.id == caller.id || caller.may_introspect);
        Ok(told.map_or_else(IntrospectionResponse::inactive, |(_, response)| response))
    }

    fn stamps_are_fresh(&self) -> bool {
        let now = self.0.access.standing.ambient.now();
        self.0.stamps_known.known_at().is_some_and(|known_at| known_at.plus(OLDEST) > now)
    }

    async fn access_token(&self, token: &str) -> Result<Option<Access>, PortError> {
        match self.0.access.read(token).await {
            Ok(access) => Ok(Some(access)),
            Err(AccessRefusal::Invalid(_)) => Ok(None),
            Err(AccessRefusal::Port(error)) => Err(error),
        }
    }

    async fn refresh_token(&self, token: &str) -> Result<Option<(Client, IntrospectionResponse)>, PortError> {
        let Some((refresh, grant)) = self.living_refresh_token(token).await? else { return Ok(None) };
        let client = self.0.access.clients.client(&grant.client).await?;
        let Some(client) = client.filter(|client| client.disabled_at.is_none()) else { return Ok(None) };
        let response = IntrospectionResponse::of_refresh(&self.0.claims, &client, &grant, &refresh);
        Ok(Some((client, response)))
    }

    async fn living_refresh_token(&self, token: &str) -> Result<Option<(RefreshToken, Grant)>, PortError> {
        let access = &self.0.access;
        let resting = self.0.rest.rest("refresh", token);
        let Some(refresh) = access.grants.refresh_token(&resting).await? else { return Ok(None) };
        let Some(grant) = access.grants.grant(&refresh.grant).await? else { return Ok(None) };
        let over = refresh.expires_at <= access.standing.ambient.now();
        Ok((!over && !access.standing.fallen(&grant).await?).then_some((refresh, grant)))
    }
}
