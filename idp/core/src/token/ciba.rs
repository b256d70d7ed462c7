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
        let grant = &redeemed.grant;
        let origin = Origin::Ciba(redeemed.resting.clone());
        let resource = resource::of_grant(client, &grant.resources, params, &self.0.claims.hosts.issuer)?;
        let granted = still_granted(client, grant)?;
        let issue =
            Issue { client, grant, granted: &granted, personne: &redeemed.personne, origin, confirmation, resource };
        let response = self.issue(issue).await?;
        self.0.ciba.forget(&redeemed).await?;
        Ok(response)
    }
}
