//! An access token that came back to us: RFC 6750, RFC 9068 §4, with everything that can have ended it since.

mod known;

pub use known::{Access, ClientAccess, Known};

use std::sync::Arc;

use ambient::RestKey;

use crate::claims::scope;
use crate::client::{Client, ClientId, Clients};
use crate::client_token::{ClientToken, ClientTokens};
use crate::grant::{Grant, Grants, Issued};
use crate::port::PortError;
use crate::signing::{OwnToken, Signing, TokenType, VerifyError};
use crate::token::{Fall, Standing, Token};

/// What [`AccessTokens`] stands on.
#[derive(Clone)]
pub struct AccessTokens {
    pub rest: RestKey,
    pub signing: Arc<Signing>,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub client_tokens: Arc<dyn ClientTokens>,
    pub standing: Standing,
}

#[derive(Debug, thiserror::Error)]
pub enum AccessRefusal {
    /// For the caller: `invalid_token`. The cause is private.
    #[error("{0}")]
    Invalid(&'static str),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl AccessTokens {
    /// Good now, and in the name of a person.
    pub async fn read(&self, token: &str) -> Result<Access, AccessRefusal> {
        match self.read_any(token).await? {
            Known::Person(access) => Ok(*access),
            Known::Client(_) => Err(AccessRefusal::Invalid("no person stands behind the access token")),
        }
    }

    /// Ours, not expired, its emission on record, nothing of it revoked or over.
    pub async fn read_any(&self, token: &str) -> Result<Known, AccessRefusal> {
        let known = self.recognise(token).await?;
        let (at, expires_at) = match &known {
            Known::Person(access) => (access.emission.at, access.emission.expires_at),
            Known::Client(access) => (access.token.at, access.token.expires_at),
        };
        let invalid = |cause| Err(AccessRefusal::Invalid(cause));
        if expires_at <= self.standing.ambient.now() {
            return invalid("the access token has expired");
        }
        if known.client().disabled_at.is_some() {
            return invalid("the client is disabled");
        }
        let token = Token { name: known.name(), holder: &known.terms().client, at };
        let fallen = match &known {
            Known::Person(access) => self.standing.with_token_fallen(token, &access.grant).await?,
            Known::Client(_) => self.standing.token_fallen(token).await?,
        };
        match fallen {
            Some(Fall::Revoked) => invalid("the access token was revoked"),
            Some(Fall::Over | Fall::SessionOver) => invalid("the session is over"),
            None => Ok(known),
        }
    }

    /// Ours, its emission on record; it may be expired or revoked.
    pub async fn recognise(&self, token: &str) -> Result<Known, AccessRefusal> {
        let (name, claims) = self.name(token).await?;
        if let Some(issued) = self.grants.by_token(&name).await? {
            return self.of_person(issued, claims).await;
        }
        match self.client_tokens.client_token(&name).await? {
            Some(token) => self.of_client(token, claims).await,
            None => Err(AccessRefusal::Invalid("no emission is on record")),
        }
    }

    async fn of_person(&self, issued: Issued, claims: Option<OwnToken>) -> Result<Known, AccessRefusal> {
        let Issued { grant, emission } = issued;
        let client = self.client(&emission.terms.client).await?;
        let scope = scope::still_granted(&client, &emission.terms.scope);
        let granted = Grant { scope, ..grant.clone() };
        Ok(Known::Person(Box::new(Access { client, grant, granted, emission, claims })))
    }

    async fn of_client(&self, token: ClientToken, claims: Option<OwnToken>) -> Result<Known, AccessRefusal> {
        let client = self.client(&token.terms.client).await?;
        let purposes = scope::purposes(&client);
        let scope: Vec<String> = token.terms.scope.iter().filter(|word| purposes.contains(word)).cloned().collect();
        if scope.is_empty() {
            return Err(AccessRefusal::Invalid("nothing is left of what the client may do in its own name"));
        }
        Ok(Known::Client(Box::new(ClientAccess { client, token, scope, claims })))
    }

    async fn client(&self, id: &ClientId) -> Result<Client, AccessRefusal> {
        self.clients.client(id).await?.ok_or(AccessRefusal::Invalid("unknown client"))
    }

    /// What the emission was recorded under: the `jti` of a JWT that we signed as an access token, or the resting form of
    /// an opaque one.
    async fn name(&self, token: &str) -> Result<(String, Option<OwnToken>), AccessRefusal> {
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
