//! RFC 6749 §6, RFC 9700 §4.14.2: the checks of the grant `refresh_token`, in their order. A confidential client keeps its
//! refresh token, which lives on by its use (FAPI 2.0 §5.3.2.1: not rotated); that of a public client serves once. A second
//! use within [`crate::lifetimes::Lifetimes::lost_answer`], before any successor was used, is taken for a lost answer;
//! any other revokes the whole family.

use oidc::{Confirmation, Parameters, Scope, TokenResponse};

use super::issue::{Issue, Origin};
use super::standing::still_granted;
use super::{TokenRefusal, Tokens, resource};
use crate::client::Client;
use crate::grant::{Grant, RefreshToken};
use crate::sender;

impl Tokens {
    pub(super) async fn refresh_token(
        &self,
        client: &Client,
        params: &Parameters,
        confirmation: Option<Confirmation>,
    ) -> Result<TokenResponse, TokenRefusal> {
        let sent = params.get("refresh_token").ok_or(TokenRefusal::Request("refresh_token is missing"))?;
        let (token, grant) = self.refreshable(client, sent).await?;
        same_sender(&token, confirmation.as_ref())?;
        let granted = narrowed(&still_granted(client, &grant)?, params)?;
        let resource = resource::of_grant(client, &grant.resources, params, &self.0.claims.hosts.issuer)?;
        self.0.standing.use_session(&grant).await?;
        let personne = self.0.standing.person(client, &grant).await?;
        let origin = match client.is_public() {
            true => Origin::RefreshOnce(token),
            false => Origin::Refresh { token, sent },
        };
        self.issue(Issue {
            client,
            grant: &grant,
            granted: &granted,
            personne: &personne,
            origin,
            confirmation,
            resource,
        })
        .await
    }

    /// Known, issued to this client, not past its end.
    async fn refreshable(&self, client: &Client, sent: &str) -> Result<(RefreshToken, Grant), TokenRefusal> {
        let resting = self.0.rest.rest("refresh", sent);
        let token = self.0.grants.refresh_token(&resting).await?.ok_or(TokenRefusal::Grant("unknown refresh token"))?;
        let grant = self.0.grants.grant(&token.grant).await?.ok_or(TokenRefusal::Grant("unknown grant"))?;
        if grant.client != client.id {
            return Err(TokenRefusal::Grant("the refresh token was issued to another client"));
        }
        if token.expires_at <= self.0.ambient.now() {
            return Err(TokenRefusal::Grant("the refresh token has expired"));
        }
        Ok((token, grant))
    }
}

/// RFC 9449 §5, RFC 8705 §7.1: what a public client got under a key serves with that key.
fn same_sender(token: &RefreshToken, proven: Option<&Confirmation>) -> Result<(), TokenRefusal> {
    match (&token.confirmation, proven) {
        (None, _) => Ok(()),
        (Some(bound), Some(proven)) if sender::same(bound, proven) => Ok(()),
        (Some(_), _) => Err(TokenRefusal::Grant("the refresh token is bound to another key")),
    }
}

/// The grant as this answer shows it: with the scope that was asked for, which never grows.
fn narrowed(grant: &Grant, params: &Parameters) -> Result<Grant, TokenRefusal> {
    let Some(asked) = params.get("scope").map(Scope::parse) else { return Ok(grant.clone()) };
    let granted: Scope = grant.scope.iter().collect();
    if !granted.covers(&asked) || asked.iter().next().is_none() {
        return Err(TokenRefusal::Scope);
    }
    let kept = grant.scope.iter().filter(|word| asked.has(word)).cloned().collect();
    Ok(Grant { scope: kept, ..grant.clone() })
}
