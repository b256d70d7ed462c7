//! An access token that came back to us: RFC 6750, RFC 9068 §4, with everything that can have ended it since.

use std::sync::Arc;

use ambient::RestKey;
use oidc::Confirmation;

use crate::claims::scope;
use crate::client::{Client, Clients};
use crate::grant::{Emission, Grant, Grants, Issued};
use crate::port::PortError;
use crate::signing::{OwnToken, Signing, TokenType, VerifyError};
use crate::token::Standing;

/// What [`AccessTokens`] stands on.
#[derive(Clone)]
pub struct AccessTokens {
    pub rest: RestKey,
    pub signing: Arc<Signing>,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub standing: Standing,
}

/// A token that is good now. Not `Debug`: its grant names a person.
pub struct Access {
    /// Who holds the token, as registered now.
    pub client: Client,
    /// As stored.
    pub grant: Grant,
    /// With the scope of this token, as far as its client still has it.
    pub granted: Grant,
    pub emission: Emission,
    /// What a JWT says; `None`: an opaque token.
    pub claims: Option<OwnToken>,
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
    pub fn confirmation(&self) -> Option<&Confirmation> {
        self.emission.terms.confirmation.as_ref()
    }
}

impl AccessTokens {
    /// Ours, not expired, its emission on record, nothing of it revoked or over.
    pub async fn read(&self, token: &str) -> Result<Access, AccessRefusal> {
        let access = self.recognise(token).await?;
        let invalid = |cause| Err(AccessRefusal::Invalid(cause));
        if access.emission.expires_at <= self.standing.ambient.now() {
            return invalid("the access token has expired");
        }
        if access.client.disabled_at.is_some() {
            return invalid("the client is disabled");
        }
        if self.standing.token_fallen(&access.emission).await? || self.standing.fallen(&access.grant).await? {
            return invalid("the access token was revoked, or its session is over");
        }
        Ok(access)
    }

    /// Ours, its emission on record; it may be expired or revoked.
    pub async fn recognise(&self, token: &str) -> Result<Access, AccessRefusal> {
        let (name, claims) = self.name(token).await?;
        let issued = self.grants.by_token(&name).await?;
        let Issued { grant, emission } = issued.ok_or(AccessRefusal::Invalid("no emission is on record"))?;
        let client = self.clients.client(&emission.terms.client).await?;
        let client = client.ok_or(AccessRefusal::Invalid("unknown client"))?;
        let scope = scope::still_granted(&client, &emission.terms.scope);
        Ok(Access { client, granted: Grant { scope, ..grant.clone() }, grant, emission, claims })
    }

    /// What the emission was recorded under: the `jti` of a JWT that we signed as an access token, or the resting form of
    /// an opaque one.
    pub(crate) async fn name(&self, token: &str) -> Result<(String, Option<OwnToken>), AccessRefusal> {
        if !token.contains('.') {
            return Ok((self.rest.rest("access", token).as_str().to_owned(), None));
        }
        let claims = self.signing.verify(token, TokenType::Access).await.map_err(|error| match error {
            VerifyError::NotOurs => AccessRefusal::Invalid("not an access token of this provider"),
            VerifyError::Unavailable(cause) => AccessRefusal::Port(cause),
        })?;
        let jti = claims.text("jti").ok_or(AccessRefusal::Invalid("no jti"))?.to_owned();
        Ok((jti, Some(claims)))
    }
}
