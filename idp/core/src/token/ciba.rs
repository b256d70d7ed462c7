//! OpenID Connect CIBA Core 1.0 §10.1: the grant `urn:openid:params:grant-type:ciba`.

use oidc::{Confirmation, Parameters, TokenResponse};

use super::issue::{Issue, Origin};
use super::standing::still_granted;
use super::{TokenRefusal, Tokens, resource};
use crate::client::Client;

impl Tokens {
    pub(super) async fn ciba(
        &self,
        client: &Client,
        params: &Parameters,
        confirmation: Option<Confirmation>,
    ) -> Result<TokenResponse, TokenRefusal> {
        let auth_req_id = params.get("auth_req_id").ok_or(TokenRefusal::Request("auth_req_id is missing"))?;
        let redeemed = self.0.ciba.redeem(client, auth_req_id, confirmation.as_ref()).await?;
        let resource = resource::of_grant(client, &redeemed.grant.resources, params, &self.0.claims.hosts.issuer)?;
        still_granted(client, &redeemed.grant)?;
        // what the call itself can be refused for comes first: one approval is one login
        let redeemed = self.0.ciba.log_in(client, redeemed).await?;
        let grant = &redeemed.grant;
        self.0.standing.begin_session_use(grant).await?;
        let granted = still_granted(client, grant)?;
        let origin = Origin::Ciba(redeemed.resting.clone());
        let issue =
            Issue { client, grant, granted: &granted, personne: &redeemed.personne, origin, confirmation, resource };
        let response = self.issue(issue).await?;
        self.0.ciba.forget(&redeemed).await?;
        Ok(response)
    }
}
