use ambient::{ExposeSecret as _, Seconds};
use oidc::{GrantType, Parameters, TokenResponse};

use super::{Accepted, CodeRefusal, DeviceRefusal, Shown};
use crate::authorization::codes::NewGrant;
use crate::client::{Client, ClientAuth, Clients as _};
use crate::client_auth::BackChannelCall;
use crate::ecps::Navigateurs;
use crate::fakes::{ALBA, FakeAnnuaire, FakeIssuer, TILLEULS, client};
use crate::interaction::Browser;
use crate::journal::event::{DEVICE_ANSWERED, DEVICE_CODE_UNKNOWN, DEVICE_REQUESTED};

/// The public client `poste`, and `autre` beside it.
async fn house() -> FakeIssuer {
    let house = FakeIssuer::new().await;
    let grants = vec![GrantType::DeviceCode, GrantType::RefreshToken];
    let poste = Client { id: "poste".into(), auth: ClientAuth::None, grants, ..client() };
    house.register(Client { id: "autre".into(), ..poste.clone() }).await;
    house.register(poste).await;
    house.register(client()).await;
    house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
    house
}

async fn ask(house: &FakeIssuer, form: &str) -> Result<Accepted, DeviceRefusal> {
    let params = Parameters::parse(form.as_bytes());
    house.device_authorization.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await
}

async fn asked(house: &FakeIssuer) -> Accepted {
    ask(house, "client_id=poste&scope=openid+scope_all").await.unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn browser(address: &str, marks: Option<String>) -> Browser {
    let source = address.parse().unwrap();
    Browser { interaction: None, session: None, navigateur: marks.map(Into::into), source, agent: String::new() }
}

async fn find(house: &FakeIssuer, code: &str) -> Result<Shown, CodeRefusal> {
    house.devices.find(code, &browser("192.0.2.7", None)).await
}

/// Alba signs in for what waits under this code.
async fn approve(house: &FakeIssuer, code: &str) -> bool {
    let Shown { client, request } = find(house, code).await.unwrap();
    let (session, client) = (house.sign_in(ALBA).await, house.clients.client(&client).await.unwrap().unwrap());
    let device = request.device.clone().unwrap();
    let new = NewGrant {
        acr: house.policy.acr(&client, &session),
        card_present: client.requests.card_present,
        request,
        session: session.id.clone(),
        session_ends_at: house.sessions.ends_at(&session),
        authentication: session.authentication.clone(),
        situation: Some("sit-1".into()),
    };
    house.devices.approve(&device, new).await.unwrap()
}

async fn poll(house: &FakeIssuer, client: &str, code: &str) -> Result<TokenResponse, &'static str> {
    house.clock.advance(Seconds(6));
    let grant = "grant_type=urn:ietf:params:oauth:grant-type:device_code";
    let answer = house.token(&format!("{grant}&client_id={client}&device_code={code}")).await;
    answer.map_err(|refusal| refusal.public().error.word())
}

#[tokio::test]
async fn a_device_waits_until_a_person_has_signed_in_and_gets_tokens_once() {
    let house = house().await;
    let accepted = asked(&house).await;
    let (device, user) = (accepted.device_code.expose_secret(), accepted.user_code.to_string());
    assert_eq!((accepted.expires_in.0, accepted.interval.0, device.len()), (600, 5, 43));
    assert_eq!(poll(&house, "poste", device).await.err(), Some("authorization_pending"));
    assert!(approve(&house, &user.to_lowercase()).await);
    assert!(matches!(find(&house, &user).await, Err(CodeRefusal::Unknown)), "the code has served");
    assert_eq!(poll(&house, "autre", device).await.err(), Some("invalid_grant"), "another client");
    let tokens = poll(&house, "poste", device).await.unwrap();
    assert!(tokens.id_token.is_some() && tokens.refresh_token.is_some());
    assert_eq!(poll(&house, "poste", device).await.err(), Some("invalid_grant"), "spent");
    let events = house.journal.events();
    assert!(events.contains(&DEVICE_REQUESTED) && events.contains(&DEVICE_ANSWERED));
}

#[tokio::test]
async fn a_person_who_says_no_ends_it_and_nobody_says_yes_afterwards() {
    let house = house().await;
    let accepted = asked(&house).await;
    let shown = find(&house, &accepted.user_code.to_string()).await.unwrap();
    let device = shown.request.device.unwrap();
    assert!(house.devices.deny(&device).await.unwrap());
    assert!(!house.devices.deny(&device).await.unwrap());
    assert_eq!(poll(&house, "poste", accepted.device_code.expose_secret()).await.err(), Some("access_denied"));
}

#[tokio::test]
async fn after_ten_minutes_neither_code_serves() {
    let house = house().await;
    let accepted = asked(&house).await;
    house.clock.advance(Seconds::minutes(10));
    assert!(matches!(find(&house, &accepted.user_code.to_string()).await, Err(CodeRefusal::Unknown)));
    assert_eq!(poll(&house, "poste", accepted.device_code.expose_secret()).await.err(), Some("expired_token"));
}

// requirement: M19
#[tokio::test]
async fn wrong_codes_are_counted_by_network_and_a_right_one_is_not() {
    let house = house().await;
    let code = asked(&house).await.user_code.to_string();
    for _ in 0..20 {
        assert!(find(&house, &code).await.is_ok());
        assert!(matches!(find(&house, "BBBB-BBBB").await, Err(CodeRefusal::Unknown)));
    }
    assert!(matches!(find(&house, &code).await, Err(CodeRefusal::TooMany)), "even the right one, from there");
    assert!(house.devices.find(&code, &browser("198.51.100.7", None)).await.is_ok(), "elsewhere nobody is kept out");
    let marks = Navigateurs::new(house.ambient.clone(), house.rest.clone()).marquer(None);
    let known = browser("192.0.2.7", Some(marks));
    assert!(house.devices.find(&code, &known).await.is_ok(), "nor is a browser in which somebody has signed in");
    assert!(house.journal.events().contains(&DEVICE_CODE_UNKNOWN));
    house.clock.advance(Seconds::minutes(10));
    let code = asked(&house).await.user_code.to_string();
    assert!(find(&house, &code).await.is_ok());
}

#[tokio::test]
async fn a_client_without_the_grant_or_with_a_wrong_request_gets_no_code() {
    let house = house().await;
    for (form, word) in [
        ("client_id=nobody&scope=openid", "invalid_client"),
        ("client_id=poste&scope=scope_all", "invalid_scope"),
        ("client_id=poste&scope=openid+root", "invalid_scope"),
        ("client_id=poste&scope=openid&scope=openid", "invalid_request"),
        ("client_id=poste&scope=openid&resource=https%3A%2F%2Fapi.example", "invalid_target"),
    ] {
        match ask(&house, form).await {
            Ok(_) => panic!("{form}"),
            Err(refusal) => assert_eq!(refusal.public().error.word(), word, "{form}"),
        }
    }
    house.change_client("poste", |client| client.grants = crate::client::code_and_refresh()).await;
    let refusal = ask(&house, "client_id=poste&scope=openid").await.unwrap_err();
    assert_eq!(refusal.public().error.word(), "unauthorized_client");
}

#[tokio::test]
async fn what_was_taken_from_the_client_meanwhile_is_not_given() {
    let house = house().await;
    let accepted = asked(&house).await;
    assert!(approve(&house, &accepted.user_code.to_string()).await);
    house
        .change_client("poste", |client| {
            client.profile = crate::client::Profile::Oidc;
            client.scopes = vec!["openid".into()];
        })
        .await;
    let tokens = poll(&house, "poste", accepted.device_code.expose_secret()).await.unwrap();
    assert_eq!(tokens.scope, "openid");
}
