//! What a test asks of the issuer.

use ambient::ExposeSecret as _;
use idp_core::authorization::codes::NewGrant;
use idp_core::authorization::{AuthorizationRefusal, AuthorizationRequest};
use idp_core::client::{Client, ClientId, Clients as _};
use idp_core::client_auth::BackChannelCall;
use idp_core::moyen::{Authentication, MoyenKind};
use idp_core::par::ParRefusal;
use idp_core::session::Session;
use idp_core::token::TokenRefusal;
use oidc::{Parameters, PushedResponse, TokenResponse};

use super::FakeIssuer;

impl FakeIssuer {
    pub async fn register(&self, client: Client) {
        self.clients.register(&client).await.unwrap();
    }

    pub async fn check(&self, query: &str) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        self.authorization.check(&Parameters::parse(query.as_bytes())).await
    }

    pub async fn push(&self, form: &str) -> Result<PushedResponse, ParRefusal> {
        let params = Parameters::parse(form.as_bytes());
        self.par.push(&BackChannelCall::plain(&params, "192.0.2.1")).await
    }

    /// A session of this person, opened now by the phone.
    pub async fn sign_in(&self, personne: &str) -> Session {
        let proof = Authentication {
            personne: personne.parse().unwrap(),
            kind: MoyenKind::Ecps,
            moyen: "appareil-1".into(),
            at: self.ambient.now(),
            plafond: None,
        };
        self.sessions.open(proof, None).await.unwrap().session
    }

    /// The code that a complete login gives for this request.
    pub async fn code(&self, query: &str, session: &Session, situation: Option<&str>) -> String {
        let request = self.check(query).await.unwrap_or_else(|refusal| panic!("{refusal}"));
        let client = self.clients.client(&request.client).await.unwrap().unwrap();
        let code = self.codes.issue(NewGrant {
            acr: self.policy.acr(&client, session),
            card_present: client.requests.card_present,
            request,
            session: session.id.clone(),
            session_ends_at: self.sessions.ends_at(session),
            authentication: session.authentication.clone(),
            situation: situation.map(Into::into),
        });
        code.await.unwrap().expose_secret().to_owned()
    }

    pub async fn token(&self, form: &str) -> Result<TokenResponse, TokenRefusal> {
        let params = Parameters::parse(form.as_bytes());
        self.tokens.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await
    }

    pub async fn change_client(&self, id: &str, change: impl FnOnce(&mut Client)) {
        let mut client = self.clients.client(&ClientId::from(id)).await.unwrap().unwrap();
        change(&mut client);
        self.register(client).await;
    }
}
