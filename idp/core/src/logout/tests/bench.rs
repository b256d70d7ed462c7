use std::sync::Arc;

use oidc::TokenResponse;

use crate::client::{Client, ClientAuth, ClientKeys, LogoutRules};
use crate::client_auth::ClientAuthentication;
use crate::fakes::{ALBA, FakeAnnuaire, FakeCalls, FakeIssuer, ISSUER, RETURN, TILLEULS, client};
use crate::lifetimes::Lifetimes;
use crate::logout::{Delivery, DeliveryDeps, Notice, Watch};
use crate::outbound::Places;
use crate::session::Session;

pub const ENDPOINT: &str = "https://tilleuls.example/logout";

/// The issuer, with one client that is told of logouts (`dui`) and one that is not (`dmp`).
pub struct Bench {
    pub house: FakeIssuer,
    pub calls: Arc<FakeCalls>,
    pub delivery: Delivery,
    pub watch: Watch,
}

impl Bench {
    pub async fn new() -> Self {
        let house = FakeIssuer::new().await;
        let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
        let dui = Client {
            auth: ClientAuth::ClientSecretPost { secret },
            keys: ClientKeys::None,
            scopes: vec!["openid".into(), "scope_all".into()],
            ..client()
        };
        house.register(Client { id: "dmp".into(), name: "DMP".into(), ..dui.clone() }).await;
        let logout = LogoutRules { backchannel_uri: Some(ENDPOINT.into()), ..LogoutRules::default() };
        house.register(Client { logout, ..dui }).await;
        house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
        let calls = Arc::new(FakeCalls::default());
        let delivery = Delivery::new(DeliveryDeps {
            ambient: house.ambient.clone(),
            issuer: ISSUER.into(),
            notices: house.notices.clone(),
            clients: house.clients.clone(),
            answers: house.answers.clone(),
            calls: calls.clone(),
            journal: house.journal.clone(),
        });
        let watch = Watch::new(house.ends.clone(), house.stamps.clone(), Lifetimes::default());
        Self { house, calls, delivery, watch }
    }

    /// Alba is signed in with both clients.
    pub async fn signed_in(&self) -> (Session, TokenResponse) {
        let session = self.house.sign_in(ALBA).await;
        self.redeem("dmp", &session).await;
        let tokens = self.redeem("dui", &session).await;
        (session, tokens)
    }

    pub async fn signed_in_again(&self, session: &Session) {
        self.redeem("dui", session).await;
    }

    async fn redeem(&self, client: &str, session: &Session) -> TokenResponse {
        let back = "https%3A%2F%2Ftilleuls.example%2Fretour";
        let query = format!(
            "client_id={client}&response_type=code&redirect_uri={back}&scope=openid+scope_all&acr_values=eidas1\
             &state=s&nonce=n"
        );
        let code = self.house.code(&query, session, Some("sit-1")).await;
        let form = format!(
            "grant_type=authorization_code&client_id={client}&client_secret=s3cret&code={code}&redirect_uri={RETURN}"
        );
        self.house.token(&form).await.unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    /// One round of the worker.
    pub async fn deliver(&self) -> usize {
        let taken = self.delivery.taken(&mut Places::new(10, [])).await.unwrap();
        for notice in &taken {
            self.delivery.send(notice).await.unwrap();
        }
        taken.len()
    }

    pub fn notice(&self, client: &str) -> Notice {
        self.house.notices.all().into_iter().find(|notice| notice.client.as_str() == client).unwrap()
    }
}
