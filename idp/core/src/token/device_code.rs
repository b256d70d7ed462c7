//! RFC 8628 §3.4: the grant `urn:ietf:params:oauth:grant-type:device_code`.

use oidc::{Confirmation, Parameters, TokenResponse};

use super::issue::{Issue, Origin};
use super::standing::still_granted;
use super::{TokenRefusal, Tokens, resource};
use crate::client::Client;

impl Tokens {
    pub(super) async fn device_code(
        &self,
        client: &Client,
        params: &Parameters,
        confirmation: Option<Confirmation>,
    ) -> Result<TokenResponse, TokenRefusal> {
        let code = params.get("device_code").ok_or(TokenRefusal::Request("device_code is missing"))?;
        let redeemed = self.0.devices.redeem(client, code).await?;
        let grant = &redeemed.grant;
        self.0.standing.begin_session_use(grant).await?;
        let personne = self.0.standing.person(client, grant).await?;
        let origin = Origin::Device(redeemed.resting.clone());
        let resource = resource::of_grant(client, &grant.resources, params, &self.0.claims.hosts.issuer)?;
        let granted = still_granted(client, grant)?;
        let issue = Issue { client, grant, granted: &granted, personne: &personne, origin, confirmation, resource };
        let response = self.issue(issue).await?;
        self.0.devices.forget(&redeemed).await?;
        Ok(response)
    }
}
