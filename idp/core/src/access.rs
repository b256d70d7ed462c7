//! An access token that came back to us: RFC 6750, with everything that can have ended it since.

use std::sync::Arc;

use oidc::{Confirmation, Scope};

use crate::client::{Client, Clients};
use crate::grant::{Grant, Grants};
use crate::port::PortError;
use crate::signing::{OwnToken, Signing, TokenType, VerifyError};
use crate::token::Standing;

/// What [`AccessTokens`] stands on.
#[derive(Clone)]
pub struct AccessTokens {
    pub signing: Arc<Signing>,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub standing: Standing,
}

/// A token that is good now. Not `Debug`: its claims name a person.
pub struct Access {
    pub client: Client,
    /// With the scope of this token, which may be narrower than that of the grant.
    pub grant: Grant,
    pub jti: String,
    pub claims: OwnToken,
}

#[derive(Debug, thiserror::Error)]
pub enum AccessRefusal {
    /// For the caller: `invalid_token`. The cause is private.
    #[error("{0}")]
    Invalid(&'static str),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Access {
    /// The key that the token is bound to.
    pub fn confirmation(&self) -> Option<Confirmation> {
        self.claims.value("cnf").and_then(|cnf| serde_json::from_value(cnf.clone()).ok())
    }
}

impl AccessTokens {
    /// Signed by us as an access token, not expired, its emission on record, nothing of it revoked or over.
    pub async fn read(&self, token: &str) -> Result<Access, AccessRefusal> {
        let access = self.recognise(token).await?;
        let invalid = |cause| Err(AccessRefusal::Invalid(cause));
        let expires = access.claims.number("exp").unwrap_or_default();
        if expires <= self.standing.ambient.now().seconds() {
            return invalid("the access token has expired");
        }
        if access.client.disabled_at.is_some() {
            return invalid("the client is disabled");
        }
        if self.standing.token_revoked(&access.jti).await? || self.standing.fallen(&access.grant).await? {
            return invalid("the access token was revoked, or its session is over");
        }
        Ok(access)
    }

    /// Signed by us as an access token, its emission on record; it may be expired or revoked.
    pub async fn recognise(&self, token: &str) -> Result<Access, AccessRefusal> {
        let claims = self.signing.verify(token, TokenType::Access).await.map_err(|error| match error {
            VerifyError::NotOurs => AccessRefusal::Invalid("not an access token of this provider"),
            VerifyError::Unavailable(cause) => AccessRefusal::Port(cause),
        })?;
        let jti = claims.text("jti").ok_or(AccessRefusal::Invalid("no jti"))?.to_owned();
        let grant = self.grants.by_token(&jti).await?.ok_or(AccessRefusal::Invalid("no emission is on record"))?;
        let client = self.clients.client(&grant.client).await?.ok_or(AccessRefusal::Invalid("unknown client"))?;
        let scope = Scope::parse(claims.text("scope").unwrap_or_default()).words();
        Ok(Access { client, grant: Grant { scope, ..grant }, jti, claims })
    }
}
