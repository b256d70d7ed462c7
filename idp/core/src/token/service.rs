use std::sync::Arc;

use ambient::{Ambient, RestKey};
use oidc::{GrantType, TokenResponse};

use super::{Standing, TokenRefusal};
use crate::access::AccessTokens;
use crate::answers::Answers;
use crate::authorization::codes::Codes;
use crate::ciba::Ciba;
use crate::claims::Claims;
use crate::client::{Client, ClientAuth};
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::device::Devices;
use crate::grant::Grants;
use crate::journal::{Acte, Journal, event};
use crate::sender::Senders;
use crate::signing::Signing;
use crate::stamp::Stamps;

/// What [`Tokens`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub senders: Senders,
    pub codes: Codes,
    pub ciba: Ciba,
    pub devices: Devices,
    pub grants: Arc<dyn Grants>,
    pub stamps: Arc<dyn Stamps>,
    pub standing: Standing,
    pub claims: Claims,
    pub access: AccessTokens,
    pub answers: Answers,
    pub signing: Arc<Signing>,
    pub journal: Arc<dyn Journal>,
}

/// Gives tokens, a grant type a file.
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
            // a client that waits asks again and again, as it should
            Err(TokenRefusal::Poll(refusal)) if refusal.waits() => Err(refusal.into()),
            Err(refusal) => {
                self.record_refusal(&client, &refusal).await?;
                Err(refusal)
            }
        }
    }

    async fn grant(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<TokenResponse, TokenRefusal> {
        let word = call.params.get("grant_type").ok_or(TokenRefusal::Request("grant_type is missing"))?;
        let grant_type: GrantType = word.parse().map_err(|_| TokenRefusal::UnsupportedGrantType)?;
        if !client.may(grant_type) {
            return Err(TokenRefusal::UnauthorizedClient);
        }
        // before anything is spent: a client that was told a nonce comes again with the same code
        let confirmation = self.0.senders.prove(client, call).await?;
        match grant_type {
            GrantType::AuthorizationCode => self.authorization_code(client, call.params, confirmation).await,
            GrantType::RefreshToken => self.refresh_token(client, call.params, confirmation).await,
            GrantType::ClientCredentials => self.client_credentials(client, call, confirmation).await,
            GrantType::TokenExchange => self.token_exchange(client, call.params, confirmation).await,
            GrantType::Ciba => self.ciba(client, call.params, confirmation).await,
            GrantType::DeviceCode => self.device_code(client, call.params, confirmation).await,
            GrantType::Implicit => Err(TokenRefusal::UnsupportedGrantType),
        }
    }

    pub(super) async fn record_refusal(&self, client: &Client, refusal: &TokenRefusal) -> Result<(), TokenRefusal> {
        let acte = Acte::new(event::TOKEN_REFUSED)
            .with("client.id", client.id.as_str())
            .with("error", refusal.public().error.word())
            .with("cause", refusal.to_string());
        let told = match client.auth {
            // Anybody can call in its name.
            ClientAuth::None => self.0.client_auth.bounded().record(client.id.as_str(), acte).await,
            _ => self.0.journal.record(acte).await,
        };
        Ok(told?)
    }
}

#[cfg(test)]
mod tests {
    use oidc::Parameters;

    use crate::client::{Client, ClientAuth};
    use crate::client_auth::BackChannelCall;
    use crate::fakes::{FakeIssuer, client};
    use crate::journal::event::TOKEN_REFUSED;

    // requirement: O02 O04
    #[tokio::test]
    async fn strangers_cannot_fill_the_journal_in_the_name_of_a_public_client() {
        let house = FakeIssuer::new().await;
        house.register(Client { id: "public".into(), auth: ClientAuth::None, ..client() }).await;
        let form = [("client_id", "public"), ("grant_type", "authorization_code"), ("code", "x")];
        let params: Parameters = form.into_iter().collect();
        let call = BackChannelCall::plain(&params, "192.0.2.1");
        for _ in 0..50 {
            assert!(house.tokens.answer(&call).await.is_err());
        }
        assert_eq!(house.journal.events(), [TOKEN_REFUSED; 20]);
        assert_eq!(house.journal.field(TOKEN_REFUSED, "suppressed").as_deref(), Some("true"));
    }
}
