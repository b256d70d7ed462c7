use ambient::Seconds;

use super::*;
use crate::authorization::policy::{Interaction, Reason};
use crate::session::Session;

async fn reason(house: &FakeIssuer, query: &str, session: Option<&Session>) -> Option<Reason> {
    let request = house.check(query).await.unwrap();
    let client = crate::client::Clients::client(&*house.clients, &request.client).await.unwrap().unwrap();
    match house.policy.login(&request, &client, session, house.ambient.now()) {
        Some(Interaction::Login(reason)) => Some(reason),
        Some(Interaction::Situation) => panic!("the login rules ask for no situation"),
        None => None,
    }
}

// requirement: A19
#[tokio::test]
async fn a_session_answers_by_itself_and_nobody_does_not() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, BASE, Some(&session)).await, None);
    assert_eq!(reason(&house, BASE, None).await, Some(Reason::NoSession));
    assert_eq!(Interaction::Login(Reason::NoSession).error(), ErrorCode::LoginRequired);
    assert_eq!(Interaction::Situation.error(), ErrorCode::InteractionRequired);
}

// requirement: A18
#[tokio::test]
async fn prompt_login_asks_again_and_only_once() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    house.clock.advance(Seconds(1));
    let query = with("prompt", Some("login"));
    assert_eq!(reason(&house, &query, Some(&session)).await, Some(Reason::PromptLogin));
    let again = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, &query, Some(&again)).await, None);
}

// requirement: A18
#[tokio::test]
async fn max_age_asks_again_once_the_proof_is_too_old() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    house.clock.advance(Seconds(2));
    assert_eq!(reason(&house, &with("max_age", Some("1")), Some(&session)).await, Some(Reason::MaxAge));
    assert_eq!(reason(&house, &with("max_age", Some("60")), Some(&session)).await, None);
}

// requirement: A20
#[tokio::test]
async fn a_hint_of_somebody_else_asks_for_them() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let hinting = |sub: &str| with("claims", Some(&format!(r#"{{"id_token":{{"sub":{{"value":"{sub}"}}}}}}"#)));
    let own = house.subjects.of(&confidential(), &ALBA.parse().unwrap());
    assert_eq!(reason(&house, &hinting(&own), Some(&session)).await, None);
    assert_eq!(reason(&house, &hinting("f:x:2"), Some(&session)).await, Some(Reason::HintMismatch));
}

// requirement: S14
#[tokio::test]
async fn a_session_of_a_weaker_means_does_not_reach_a_higher_level() {
    let house = house().await;
    house.register(Client { profile: Profile::Oidc, ..confidential() }).await;
    let session = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, &with("acr_values", Some("eidas2")), Some(&session)).await, None);
    assert_eq!(reason(&house, &with("acr_values", Some("eidas3")), Some(&session)).await, Some(Reason::Acr));
}
