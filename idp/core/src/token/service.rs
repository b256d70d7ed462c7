use std::sync::Arc;

use ambient::{Ambient, RestKey};
use oidc::{GrantType, TokenResponse};

use super::{Standing, TokenRefusal};
use crate::authorization::codes::Codes;
use crate::claims::Claims;
use crate::client::Client;
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::grant::Grants;
use crate::journal::{Acte, Journal, event};
use crate::signing::Signing;
use crate::stamp::Stamps;

/// What [`Tokens`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub codes: Codes,
    pub grants: Arc<dyn Grants>,
    pub stamps: Arc<dyn Stamps>,
    pub standing: Standing,
    pub claims: Claims,
    pub signing: Arc<Signing>,
    pub journal: Arc<dyn Journal>,
}

/// Gives tokens for a code or a refresh token.
#[derive(Clone)]
pub struct Tokens(pub(super) Deps);

impl Tokens {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// Authenticates the client, then runs the grant. A refusal of a proven client is in the journal before it is told.
    pub async fn answer(&self, call: &BackChannelCall<'_>) -> Result<TokenResponse, TokenRefusal> {
        let client = self.0.client_auth.authenticate(call).await?;
        match self.grant(&client, call).await {
            Ok(response) => Ok(response),
            Err(refusal) => {
                self.record_refusal(&client, &refusal).await?;
                Err(refusal)
            }
        }
    }

    async fn grant(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<TokenResponse, TokenRefusal> {
        let word = call.params.get("grant_type").ok_or(TokenRefusal::Request("grant_type is missing"))?;
        match word.parse().map_err(|_| TokenRefusal::UnsupportedGrantType)? {
            GrantType::AuthorizationCode => self.authorization_code(client, call.params).await,
            GrantType::RefreshToken => self.refresh_token(client, call.params).await,
        }
    }

    async fn record_refusal(&self, client: &Client, refusal: &TokenRefusal) -> Result<(), TokenRefusal> {
        let acte = Acte::new(event::TOKEN_REFUSED)
            .with("client.id", client.id.as_str())
            .with("error", refusal.public().error.word())
            .with("cause", refusal.to_string());
        Ok(self.0.journal.record(acte).await?)
    }
}
