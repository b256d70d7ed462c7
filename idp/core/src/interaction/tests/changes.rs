//! Security row C12: a client that changes while somebody signs in.

use super::tab::Tab;
use crate::client::{Client, Clients as _};
use crate::fakes::{ALBA, FakeHouse, client};
use crate::interaction::LoginError;

/// The end of a login during which the client became this one.
async fn approved_while(changed: Client) -> Result<(), LoginError> {
    let house = FakeHouse::new().await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    tab.ask(ALBA).await.unwrap();
    house.clients.register(&changed).await.unwrap();
    tab.approved().await.map(drop)
}

// requirement: C12
#[tokio::test]
async fn an_address_that_is_removed_during_a_login_gets_no_code() {
    approved_while(client()).await.unwrap();
    let moved = approved_while(Client { redirect_uris: vec!["https://autre.example/".into()], ..client() }).await;
    assert!(matches!(moved, Err(LoginError::ClientSuspendu)), "{moved:?}");
}

// requirement: C12
#[tokio::test]
async fn a_client_that_is_disabled_during_a_login_gets_no_code() {
    let at = ambient::Timestamp::from_seconds(1);
    let disabled = approved_while(Client { disabled_at: Some(at), ..client() }).await;
    assert!(matches!(disabled, Err(LoginError::ClientSuspendu)), "{disabled:?}");
}
