//! A pushed request through a login: read as often as the browser likes, answered once.

use super::*;
use crate::fakes::FakeHouse;

/// What `dui` asks for, by a reference that it was given.
async fn pushed(house: &FakeHouse) -> crate::authorization::AuthorizationRequest {
    let params = [("client_id", "dui")].into_iter().collect();
    let given = house.pushed.push(&"dui".into(), params, false).await.unwrap();
    let reference = house.pushed.reference(&given.request_uri).as_str().to_owned();
    crate::authorization::AuthorizationRequest { pushed: Some(reference), ..house.request() }
}

// requirement: A09
#[tokio::test]
async fn of_two_tabs_with_one_pushed_request_one_gets_a_code() {
    let house = FakeHouse::new().await;
    let request = pushed(&house).await;
    let (mut one, mut two) = (Tab::new(&house), Tab::new(&house));
    one.begin(request.clone()).await;
    two.begin(request).await;
    for tab in [&mut one, &mut two] {
        tab.ask(ALBA).await.unwrap();
    }
    let first = one.approved().await.unwrap().unwrap();
    let second = two.approved().await.unwrap().unwrap();
    assert!(first.parameter("code").is_some());
    assert_eq!(second.parameter("error"), Some("invalid_request_uri"));
    assert_eq!(second.parameter("code"), None);
    assert_eq!(second.parameter("iss"), Some(ISSUER));
}

// requirement: A09
#[tokio::test]
async fn a_pushed_request_that_the_person_left_is_answered() {
    let house = FakeHouse::new().await;
    let request = pushed(&house).await;
    let mut tab = Tab::new(&house);
    tab.begin(request.clone()).await;
    let answer = house.logins.cancel(tab.id(), &tab.browser).await.unwrap();
    assert_eq!(answer.parameter("error"), Some("access_denied"));
    assert!(!house.pushed.complete(&request.pushed.unwrap()).await.unwrap());
}
