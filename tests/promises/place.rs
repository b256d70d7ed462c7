//! A place of work ends on the day that somebody gave months before: access to it stops in that second, in Paris, with no
//! action, whatever the clocks do that night; the person stays signed in (SIT-10).

use ambient::{Seconds, Timestamp};
use idp_core::client::{Client, ClientAuth};
use idp_core::client_auth::{BackChannelCall, ClientAuthentication};
use idp_core::lifetimes::Lifetimes;
use idp_core::logout::Watch;
use idp_core::session::Session;
use oidc::{Parameters, TokenResponse};
use sante::{IdentifiantNational, SituationId};

use crate::fakes::{ALBA, FakeIssuer, RETURN, client};
use crate::registry::House;

struct World {
    provider: FakeIssuer,
    registry: House,
    alba: IdentifiantNational,
    midnight: Timestamp,
    place: SituationId,
}

impl World {
    /// Alba's first place ends with `last_day`; it is ten minutes before the midnight that follows.
    async fn eve_of(midnight: &str) -> Self {
        let provider = FakeIssuer::new().await;
        let secret = ClientAuthentication::rest_secret(&provider.rest, "s3cret");
        let auth = ClientAuth::ClientSecretPost { secret };
        provider.register(Client { auth, may_introspect: true, ..client() }).await;
        let registry = House::open(&provider.ambient, provider.stamps.clone()).await;
        let midnight = Timestamp::from_millis(midnight.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let alba: IdentifiantNational = ALBA.parse().unwrap();
        let place = registry.end_first_place(&alba, midnight).await;
        let wait = midnight.since(provider.ambient.now()).as_secs();
        provider.clock.advance(Seconds(i64::try_from(wait).unwrap() - 600));
        let mut world = Self { provider, registry, alba, midnight, place };
        world.listen().await;
        world
    }

    /// The registry tells what has come, the provider hears it and knows the person as they are.
    async fn listen(&mut self) {
        self.registry.echeances.tour().await.unwrap();
        self.registry.ear.tour().await.unwrap();
        self.provider.annuaire.hold(self.registry.lecture.personne(&self.alba).await.unwrap());
    }

    async fn log_in(&self) -> (Session, TokenResponse) {
        let session = self.provider.sign_in(ALBA).await;
        let query = format!(
            "client_id=dui&response_type=code&redirect_uri={}&scope=openid+scope_all&acr_values=eidas1&state=s&nonce=n",
            url::form_urlencoded::byte_serialize(RETURN.as_bytes()).collect::<String>()
        );
        let code = self.provider.code(&query, &session, Some(self.place.as_str())).await;
        let form = format!(
            "grant_type=authorization_code&client_id=dui&client_secret=s3cret&code={code}&redirect_uri={RETURN}"
        );
        let tokens = self.provider.token(&form).await.unwrap_or_else(|refusal| panic!("{refusal}"));
        (session, tokens)
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
        let answer = self.provider.introspection.answer(&call).await;
        answer.unwrap_or_else(|refusal| panic!("{refusal}")).is_active()
    }

    async fn told(&self, tokens: &TokenResponse) -> bool {
        self.provider.userinfo.answer(&*tokens.access_token).await.is_ok()
    }

    fn to_midnight(&self, before: Seconds) {
        let wait = self.midnight.minus(before).since(self.provider.ambient.now()).as_secs();
        self.provider.clock.advance(Seconds(i64::try_from(wait).unwrap()));
    }
}

async fn access_stops_at(midnight: &str) {
    let mut world = World::eve_of(midnight).await;
    let (session, tokens) = world.log_in().await;
    world.provider.notices.follow(&session.id, world.midnight);
    world.to_midnight(Seconds(1));
    world.listen().await;
    let tokens = world.refresh(&tokens).await.expect("the last second");
    assert!(world.told(&tokens).await && world.active(&tokens).await, "the last second");

    world.to_midnight(Seconds(0));
    assert!(world.refresh(&tokens).await.is_none(), "before anybody is told");
    assert!(!world.told(&tokens).await, "before anybody is told");
    world.listen().await;
    assert!(!world.active(&tokens).await);
    let house = &world.provider;
    let watch = Watch::new(house.ends.clone(), house.stamps.clone(), Lifetimes::default());
    watch.round().await.unwrap();
    assert!(house.journal.events().contains(&"situation.ended"), "the client is told: {:?}", house.journal.events());
    assert!(house.sessions.named(&session.id).await.unwrap().is_some(), "the person works elsewhere too");
}

// requirement: SIT-10 R05 USE-11
#[tokio::test]
async fn access_to_a_place_stops_at_midnight_in_paris_in_winter_and_in_summer() {
    access_stops_at("2026-12-31T23:00:00Z").await;
    access_stops_at("2027-06-30T22:00:00Z").await;
}

// requirement: SIT-10 R05
#[tokio::test]
async fn access_to_a_place_stops_at_midnight_on_the_nights_when_clocks_turn() {
    for midnight in ["2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z", "2027-10-30T22:00:00Z", "2027-10-31T23:00:00Z"] {
        access_stops_at(midnight).await;
    }
}
