//! The UserInfo endpoint: OpenID Connect Core 1.0 §5.3, RFC 6750 §3.

use crate::access::{AccessRefusal, AccessTokens};
use crate::claims::{About, Claims};
use crate::port::PortError;
use crate::sender::{Presented, SenderRefusal, Senders};
use crate::token::StandingRefusal;

/// Answers who somebody is, as the registry knows them now.
#[derive(Clone)]
pub struct Userinfo {
    access: AccessTokens,
    claims: Claims,
    senders: Senders,
}

#[derive(Debug, thiserror::Error)]
pub enum UserinfoRefusal {
    /// 401 `invalid_token`.
    #[error("{0}")]
    Token(&'static str),
    /// 401: the token is bound to a key that this caller did not prove.
    #[error(transparent)]
    Sender(#[from] SenderRefusal),
    /// 503.
    #[error("the registry is out of reach: {0}")]
    RegistryOut(String),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Userinfo {
    pub fn new(access: AccessTokens, claims: Claims, senders: Senders) -> Self {
        Self { access, claims, senders }
    }

    pub async fn answer<'a>(&self, presented: impl Into<Presented<'a>>) -> Result<oidc::UserInfo, UserinfoRefusal> {
        let presented = presented.into();
        let access = self.access.read(presented.token).await.map_err(|refusal| match refusal {
            AccessRefusal::Invalid(cause) => UserinfoRefusal::Token(cause),
            AccessRefusal::Port(error) => UserinfoRefusal::Port(error),
        })?;
        self.senders.present(&access.client, access.confirmation(), &presented).await?;
        let standing = &self.access.standing;
        let personne = standing.person(&access.client, &access.granted).await.map_err(|refusal| match refusal {
            StandingRefusal::Fallen(cause) => UserinfoRefusal::Token(cause),
            StandingRefusal::RegistryOut(cause) => UserinfoRefusal::RegistryOut(cause),
            StandingRefusal::Port(error) => UserinfoRefusal::Port(error),
        })?;
        let now = standing.ambient.now();
        Ok(self.claims.userinfo(&About { client: &access.client, grant: &access.granted, personne: &personne, now }))
    }
}
