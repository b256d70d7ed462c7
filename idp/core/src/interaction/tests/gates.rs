use sante::IdentifiantNational;

use super::*;
use crate::ecps::Navigateurs;

#[tokio::test]
async fn starting_logins_is_limited_and_a_known_browser_is_not_shut_out() {
    let house = FakeHouse::new().await;
    let (mut known, _) = Tab::signed_in(&house, ALBA).await;
    let mut stranger = Tab::new(&house);
    stranger.begin(house.request()).await;
    for _ in 0..4 {
        stranger.ask(ALBA).await.unwrap();
    }
    assert!(matches!(stranger.ask(ALBA).await, Err(LoginError::TropDEssais { .. })));
    house.clock.advance(Seconds(1));
    let mut request = house.request();
    request.prompts = Prompts::parse("login").unwrap();
    known.begin(request).await;
    known.ask(ALBA).await.unwrap();
    assert!(house.telephone.cookie.lock().unwrap().is_some(), "the phone's rules see the marks of the browser");
}

// requirement: O04
#[tokio::test]
async fn a_network_parks_so_many_requests_and_others_go_on() {
    let house = FakeHouse::new().await;
    for _ in 0..25 {
        Tab::new(&house).begin(house.request()).await;
    }
    let mut one_more = Tab::new(&house);
    let begun = house.logins.begin(house.request(), &one_more.browser).await;
    assert!(matches!(begun, Err(LoginError::TropDEssais { until: Some(_) })));
    assert!(house.logins.begin(silent(&house), &one_more.browser).await.is_ok(), "a silent request parks nothing");
    let mut elsewhere = Tab::new(&house);
    elsewhere.browser.source = "198.51.100.7".parse().unwrap();
    elsewhere.begin(house.request()).await;
    house.clock.advance(Seconds::minutes(10));
    one_more.begin(house.request()).await;
}

/// Numbers of nobody in particular.
fn others() -> Vec<String> {
    (2..6).map(|n| IdentifiantNational::Rpps(sante::Rpps::with_key(9_990_000_000 + n)).to_string()).collect()
}

// requirement: M19
#[tokio::test]
async fn a_network_that_types_numbers_all_day_reaches_no_known_browser_no_card_and_no_passkey() {
    let house = FakeHouse::new().await;
    let (mut known, _) = Tab::signed_in(&house, ALBA).await;
    let mut stranger = Tab::new(&house);
    stranger.begin(house.request()).await;
    let mut asked = 0;
    for number in others().iter().cycle().take(60) {
        asked += u32::from(stranger.ask(number).await.is_ok());
    }
    assert!(asked <= 20, "{asked} from one network");
    house.clock.advance(Seconds(1));
    let mut request = house.request();
    request.prompts = Prompts::parse("login").unwrap();
    known.begin(request).await;
    known.ask(ALBA).await.expect("from the same network, in a browser that Alba has used");
    house.logins.ask_passkey(known.id(), &known.browser).await.expect("a passkey");
    let mut card = Tab::new(&house);
    card.begin(house.request()).await;
    let ticket = house.logins.with_ticket(card.id(), "invented", &card.browser).await;
    assert!(matches!(ticket, Err(LoginError::TicketPerime)), "a card is read, not counted");
}

// requirement: M19 O04
#[tokio::test]
async fn a_network_that_fills_its_places_leaves_those_of_known_browsers() {
    let house = FakeHouse::new().await;
    let (mut known, _) = Tab::signed_in(&house, ALBA).await;
    for _ in 0..30 {
        let stranger = Tab::new(&house);
        let _ = house.logins.begin(house.request(), &stranger.browser).await;
    }
    let stranger = Tab::new(&house);
    let begun = house.logins.begin(house.request(), &stranger.browser).await;
    assert!(matches!(begun, Err(LoginError::TropDEssais { .. })));
    house.clock.advance(Seconds(1));
    let again = || {
        let mut request = house.request();
        request.prompts = Prompts::parse("login").unwrap();
        request
    };
    for _ in 0..6 {
        known.begin(again()).await;
    }
    let begun = house.logins.begin(again(), &known.browser).await;
    assert!(matches!(begun, Err(LoginError::TropDEssais { .. })), "it has a count of its own, and no more");
}

// requirement: M19
#[tokio::test]
async fn questions_for_a_passkey_are_counted_for_one_login_and_for_no_other() {
    let house = FakeHouse::new().await;
    let (mut one, mut other) = (Tab::new(&house), Tab::new(&house));
    one.begin(house.request()).await;
    other.begin(house.request()).await;
    for _ in 0..4 {
        house.logins.ask_passkey(one.id(), &one.browser).await.unwrap();
    }
    let more = house.logins.ask_passkey(one.id(), &one.browser).await;
    assert!(matches!(more, Err(LoginError::TropDEssais { .. })));
    house.logins.ask_passkey(other.id(), &other.browser).await.expect("another login of the same network");
}

#[tokio::test]
async fn a_mark_that_was_made_up_is_that_of_a_stranger() {
    let house = FakeHouse::new().await;
    let elsewhere = Navigateurs::new(house.ambient.clone(), ambient::RestKey::from_bytes(&[9; 32]));
    let alba: IdentifiantNational = ALBA.parse().unwrap();
    let mut stranger = Tab::new(&house);
    stranger.browser.navigateur = Some(elsewhere.marquer(Some(&elsewhere.ajouter(None, &alba))).into());
    for _ in 0..25 {
        stranger.begin(house.request()).await;
    }
    let begun = house.logins.begin(house.request(), &stranger.browser).await;
    assert!(matches!(begun, Err(LoginError::TropDEssais { .. })), "counted with its network");
}
