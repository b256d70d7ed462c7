use super::{ALBA, ask, form, house, refused};
use crate::ecps::Ecoute as _;
use crate::fakes::FakeIssuer;
use crate::journal::event::CIBA_PINGED;
use crate::outbound::FetchError;

const TOKEN: &str = "8d67dc78-7faa-4d41-aabd-67707b374255";

fn with(token: &str) -> String {
    form("ping", &format!("login_hint={ALBA}&binding_message=47&client_notification_token={token}"))
}

/// Asks, and lets the phone's answer be heard.
async fn told(house: &FakeIssuer) -> String {
    use ambient::ExposeSecret as _;
    let accepted = ask(house, &with(TOKEN)).await.unwrap();
    let (demande, _) = house.phones.shown().pop().unwrap();
    house.pings.terminee(&demande).await;
    house.pings.terminee(&demande).await;
    accepted.auth_req_id.expose_secret().to_owned()
}

// requirement: M06
#[tokio::test]
async fn a_client_is_told_once_with_its_own_token_and_nothing_but_the_auth_req_id() {
    let house = house().await;
    let id = told(&house).await;
    let posted = house.calls.posted();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].url, "https://tilleuls.example/ping");
    assert_eq!(posted[0].bearer.as_deref(), Some(TOKEN));
    assert_eq!(posted[0].content_type, "application/json");
    assert_eq!(posted[0].body, format!(r#"{{"auth_req_id":"{id}"}}"#));
    assert_eq!(house.journal.field(CIBA_PINGED, "status").as_deref(), Some("204"));
}

// requirement: M06
#[tokio::test]
async fn a_client_that_refuses_is_not_asked_again_and_one_that_fails_is_for_a_while() {
    for (answers, calls, pauses) in [
        (vec![Ok(401)], 1, 0),
        (vec![Ok(302)], 1, 0),
        (vec![Err(FetchError::Guarded("loopback"))], 1, 0),
        (vec![Ok(503), Err(FetchError::Slow), Ok(200)], 3, 2),
        (vec![Ok(500), Ok(500), Ok(500), Ok(500), Ok(200)], 4, 3),
    ] {
        let house = house().await;
        answers.into_iter().for_each(|answer| house.calls.then(answer));
        told(&house).await;
        assert_eq!(house.calls.posted().len(), calls);
        assert_eq!(house.ensuite.pauses.lock().unwrap().len(), pauses);
    }
}

// requirement: M06
#[tokio::test]
async fn a_notification_token_is_a_bearer_token_of_128_bits_at_least() {
    let house = house().await;
    let missing = form("ping", &format!("login_hint={ALBA}&binding_message=47"));
    assert_eq!(refused(&house, &missing).await.0, "invalid_request");
    for token in ["short", &"a".repeat(1_025), "8d67dc78-7faa-4d41-aabd-67707b374255%0d%0ax", "%3D".repeat(30).as_str()]
    {
        assert_eq!(refused(&house, &with(token)).await.0, "invalid_request", "{token}");
    }
    assert!(ask(&house, &with(&"a".repeat(1_024))).await.is_ok());
}

#[tokio::test]
async fn a_client_that_was_disabled_meanwhile_is_told_nothing() {
    let house = house().await;
    ask(&house, &with(TOKEN)).await.unwrap();
    house.change_client("ping", |client| client.disabled_at = Some(FakeIssuer::START)).await;
    let (demande, _) = house.phones.shown().pop().unwrap();
    house.pings.terminee(&demande).await;
    assert!(house.calls.posted().is_empty());
}
