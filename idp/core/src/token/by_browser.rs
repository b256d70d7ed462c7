//! OpenID Connect Core 1.0 §3.2.2: tokens that go by the browser, instead of a code.

use async_trait::async_trait;
use oidc::{Parameters, ResponseType, TokenResponse};

use super::issue::{Issue, Origin};
use super::standing::still_granted;
use super::{TokenRefusal, Tokens, resource};
use crate::client::Client;

/// What ends a login whose answer carries tokens.
#[async_trait]
pub trait ByBrowser: Send + Sync {
    /// Redeems a code that never left, for the tokens of `kind`: no refresh token, and nothing that is bound to a key.
    async fn redeem(&self, client: &Client, code: &str, kind: ResponseType) -> Result<TokenResponse, TokenRefusal>;
}

#[async_trait]
impl ByBrowser for Tokens {
    async fn redeem(&self, client: &Client, code: &str, kind: ResponseType) -> Result<TokenResponse, TokenRefusal> {
        match self.by_browser(client, code, kind).await {
            Ok(tokens) => Ok(tokens),
            Err(refusal) => {
                self.record_refusal(client, &refusal).await?;
                Err(refusal)
            }
        }
    }
}

impl Tokens {
    async fn by_browser(&self, client: &Client, code: &str, kind: ResponseType) -> Result<TokenResponse, TokenRefusal> {
        // the registration may have changed since the request
        if !client.response_types().contains(&kind) {
            return Err(TokenRefusal::UnauthorizedClient);
        }
        let lost = TokenRefusal::Grant("the code is unknown, expired or spent");
        let grant = self.0.codes.take(code).await?.ok_or(lost)?.grant;
        let named = Parameters::default();
        let resource = resource::of_grant(client, &grant.resources, &named, &self.0.claims.hosts.issuer)?;
        let granted = still_granted(client, &grant)?;
        self.0.standing.begin_session_use(&grant).await?;
        let personne = self.0.standing.person(client, &grant).await?;
        let origin = Origin::Browser(self.0.codes.origin(code), kind);
        let (grant, granted, personne) = (&grant, &granted, &personne);
        self.issue(Issue { client, grant, granted, personne, origin, confirmation: None, resource }).await
    }
}
