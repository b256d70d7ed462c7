//! Security row C12: a change to a client takes effect on requests under way.

use serde_json::json;

use super::dynamic::{Desk, RETURN};
use crate::client::Client;
use crate::fakes::{ALBA, FakeAnnuaire, TILLEULS};
use crate::token::TokenRefusal;

/// A self-registered client, and a code that a login gave it.
async fn redemption(desk: &Desk) -> (String, String, String) {
    desk.house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
    let sent = json!({
        "redirect_uris": [RETURN], "scope": "openid", "token_endpoint_auth_method": "client_secret_post",
        "caducee_pkce_required": false,
    });
    let told = desk.register(&sent).await.unwrap();
    let text = |member: &str| told[member].as_str().unwrap().to_owned();
    let (id, secret) = (text("client_id"), text("client_secret"));
    let session = desk.house.sign_in(ALBA).await;
    let query = format!("client_id={id}&response_type=code&redirect_uri={RETURN}&scope=openid&state=s&nonce=n");
    let code = desk.house.code(&query, &session, Some("sit-1")).await;
    let form = format!(
        "grant_type=authorization_code&client_id={id}&client_secret={secret}&code={code}&redirect_uri={RETURN}"
    );
    (id, text("registration_access_token"), form)
}

async fn changed(change: impl FnOnce(&mut Client)) -> Result<(), TokenRefusal> {
    let desk = Desk::new().await;
    let (id, _, form) = redemption(&desk).await;
    desk.house.change_client(&id, change).await;
    desk.house.token(&form).await.map(drop)
}

#[tokio::test]
async fn a_client_that_does_not_change_gets_its_tokens() {
    changed(|_| {}).await.unwrap();
}

// requirement: C12
#[tokio::test]
async fn an_address_that_is_removed_between_the_code_and_the_token_gets_none() {
    let moved = changed(|client| client.redirect_uris = vec!["https://autre.example/".into()]).await;
    assert!(matches!(moved, Err(TokenRefusal::Grant(_))), "{moved:?}");
}

// requirement: C12
#[tokio::test]
async fn a_grant_that_is_taken_between_the_code_and_the_token_is_not_given() {
    let refused = changed(|client| client.grants = vec![oidc::GrantType::RefreshToken]).await;
    assert!(matches!(refused, Err(TokenRefusal::UnauthorizedClient)), "{refused:?}");
}

// requirement: C12
#[tokio::test]
async fn a_client_that_removes_itself_between_the_code_and_the_token_gets_none() {
    let desk = Desk::new().await;
    let (id, access, form) = redemption(&desk).await;
    desk.house.registrations.remove(&id, Some(&access)).await.unwrap();
    let refused = desk.house.token(&form).await;
    assert!(matches!(refused, Err(TokenRefusal::Client(_))));
}
