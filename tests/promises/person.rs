//! Two agents suspend somebody from a day to come to another: everything that the person was granted stops in that second, in
//! Paris, with no action, and they may come back in the second after the last day (R05, S08).

use ambient::{Seconds, Timestamp};
use idp_core::client::{Client, ClientAuth};
use idp_core::client_auth::{BackChannelCall, ClientAuthentication};
use jiff::civil::{Date, date};
use oidc::{Parameters, TokenResponse};
use registry_core::LectureError;
use sante::IdentifiantNational;

use crate::fakes::{ALBA, FakeIssuer, RETURN, client};
use crate::registry::House;

struct World {
    provider: FakeIssuer,
    registry: House,
    alba: IdentifiantNational,
}

impl World {
    async fn new() -> Self {
        let provider = FakeIssuer::new().await;
        let secret = ClientAuthentication::rest_secret(&provider.rest, "s3cret");
        let auth = ClientAuth::ClientSecretPost { secret };
        provider.register(Client { auth, may_introspect: true, ..client() }).await;
        let registry = House::open(&provider.ambient, provider.stamps.clone()).await;
        Self { provider, registry, alba: ALBA.parse().unwrap() }
    }

    /// The registry tells what has come, the provider hears it.
    async fn listen(&mut self) {
        self.registry.echeances.tour().await.unwrap();
        self.registry.ear.tour().await.unwrap();
        self.read().await;
    }

    /// What the provider would read of the person, told or not.
    async fn read(&self) {
        match self.registry.lecture.personne(&self.alba).await {
            Ok(personne) => self.provider.annuaire.hold(personne),
            Err(LectureError::Desactivee) => self.provider.annuaire.forget(&self.alba),
            Err(other) => panic!("{other}"),
        }
    }

    fn to(&self, instant: Timestamp) {
        let wait = instant.since(self.provider.ambient.now()).as_secs();
        self.provider.clock.advance(Seconds(i64::try_from(wait).unwrap()));
    }

    async fn log_in(&self) -> TokenResponse {
        let session = self.provider.sign_in(ALBA).await;
        let place = self.registry.lecture.personne(&self.alba).await.unwrap().exercices[0].situations[0].id.clone();
        let query = format!(
            "client_id=dui&response_type=code&redirect_uri={}&scope=openid+scope_all&acr_values=eidas1&state=s&nonce=n",
            url::form_urlencoded::byte_serialize(RETURN.as_bytes()).collect::<String>()
        );
        let code = self.provider.code(&query, &session, Some(place.as_str())).await;
        let form = format!(
            "grant_type=authorization_code&client_id=dui&client_secret=s3cret&code={code}&redirect_uri={RETURN}"
        );
        self.provider.token(&form).await.unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    async fn refresh(&self, tokens: &TokenResponse) -> Option<TokenResponse> {
        let refresh = tokens.refresh_token.as_deref().unwrap();
        let form = format!("grant_type=refresh_token&client_id=dui&client_secret=s3cret&refresh_token={refresh}");
        self.provider.token(&form).await.ok()
    }

    async fn active(&self, tokens: &TokenResponse) -> bool {
        let form = format!("client_id=dui&client_secret=s3cret&token={}", tokens.access_token);
        let params = Parameters::parse(form.as_bytes());
        let call = BackChannelCall::plain(&params, "192.0.2.1");
        self.provider.introspection.answer(&call).await.unwrap_or_else(|refusal| panic!("{refusal}")).is_active()
    }

    async fn told(&self, tokens: &TokenResponse) -> bool {
        self.provider.userinfo.answer(&*tokens.access_token).await.is_ok()
    }
}

fn instant(text: &str) -> Timestamp {
    Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

/// From 00:00 in Paris on `first` to 00:00 after `last`.
async fn access_stops_and_comes_back((first, begins): (Date, &str), (last, ends): (Date, &str)) {
    let mut world = World::new().await;
    world.registry.suspend(&world.alba, (first, last)).await;
    let (begins, ends) = (instant(begins), instant(ends));
    world.to(begins.minus(Seconds(600)));
    world.listen().await;
    let tokens = world.log_in().await;
    world.to(begins.minus(Seconds(1)));
    world.listen().await;
    let tokens = world.refresh(&tokens).await.expect("the last second");
    assert!(world.told(&tokens).await && world.active(&tokens).await, "the last second");

    world.to(begins);
    world.read().await;
    assert!(world.refresh(&tokens).await.is_none(), "before anybody is told");
    assert!(!world.told(&tokens).await, "before anybody is told");
    world.listen().await;
    assert!(!world.active(&tokens).await);

    world.to(ends.minus(Seconds(1)));
    world.listen().await;
    assert!(world.registry.lecture.personne(&world.alba).await.is_err(), "the last second of the last day");
    world.to(ends);
    world.listen().await;
    assert!(world.refresh(&tokens).await.is_none(), "what was granted before stays ended");
    let tokens = world.log_in().await;
    assert!(world.told(&tokens).await && world.active(&tokens).await);
}

// requirement: R05 S08
#[tokio::test]
async fn access_of_a_suspended_person_stops_at_midnight_in_paris_and_comes_back_after_the_last_day() {
    access_stops_and_comes_back(
        (date(2027, 1, 1), "2026-12-31T23:00:00Z"),
        (date(2027, 6, 30), "2027-06-30T22:00:00Z"),
    )
    .await;
}

// requirement: R05 S08
#[tokio::test]
async fn access_of_a_suspended_person_stops_on_the_nights_when_clocks_turn() {
    let spring = ((date(2027, 3, 28), "2027-03-27T23:00:00Z"), (date(2027, 3, 28), "2027-03-28T22:00:00Z"));
    let autumn = ((date(2027, 10, 31), "2027-10-30T22:00:00Z"), (date(2027, 10, 31), "2027-10-31T23:00:00Z"));
    for (first, last) in [spring, autumn] {
        access_stops_and_comes_back(first, last).await;
    }
}
