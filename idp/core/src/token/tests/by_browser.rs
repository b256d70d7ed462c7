//! Tokens that go by the browser.

use oidc::ResponseType;

use super::*;
use crate::client::{Profile, RequestRules};
use crate::token::ByBrowser as _;

const QUERY: &str = "client_id=spa&response_type=id_token+token&redirect_uri=https%3A%2F%2Ftilleuls.example%2Fretour\
    &scope=openid+profile&state=s-1&nonce=n-1";

async fn house_of_spa() -> (FakeIssuer, Client) {
    let house = house().await;
    let implicit = vec![ResponseType::IdToken, ResponseType::IdTokenToken];
    let requests = RequestRules { implicit, ..RequestRules::default() };
    let grants = vec![GrantType::Implicit, GrantType::AuthorizationCode, GrantType::RefreshToken];
    let scopes = ["openid", "profile"].map(str::to_owned).to_vec();
    let spa = Client {
        id: "spa".into(),
        profile: Profile::Oidc,
        auth: ClientAuth::None,
        grants,
        requests,
        scopes,
        ..client()
    };
    house.register(spa.clone()).await;
    (house, spa)
}

#[tokio::test]
async fn they_come_once_and_without_a_refresh_token() {
    let (house, spa) = house_of_spa().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, None).await;
    let Ok(tokens) = house.tokens.redeem(&spa, &code, ResponseType::IdTokenToken).await else { panic!("no tokens") };
    assert!(tokens.refresh_token.is_none() && tokens.id_token.is_some());
    assert_eq!(house.journal.events().last(), Some(&crate::journal::event::TOKEN_ISSUED));
    assert!(house.tokens.redeem(&spa, &code, ResponseType::IdTokenToken).await.is_err());
    assert_eq!(house.journal.events().last(), Some(&crate::journal::event::TOKEN_REFUSED));
}

#[tokio::test]
async fn an_id_token_alone_says_what_it_is_and_tells_the_names() {
    let (house, spa) = house_of_spa().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, None).await;
    let tokens = house.tokens.redeem(&spa, &code, ResponseType::IdToken).await.unwrap_or_else(|no| panic!("{no}"));
    let id_token = tokens.id_token.unwrap();
    let claims = verified(&house, &id_token).await;
    assert!(claims["name"].is_string() && !claims.contains_key("at_hash"));
    assert!(house.signing.verify(&id_token, crate::signing::TokenType::Id).await.is_ok(), "it serves as a hint");
    assert!(house.signing.verify(&id_token, crate::signing::TokenType::Access).await.is_err());
}

// requirement: C12
#[tokio::test]
async fn a_response_type_that_was_taken_from_the_client_gives_nothing_more() {
    let (house, spa) = house_of_spa().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, None).await;
    let changed = Client { grants: vec![GrantType::AuthorizationCode], ..spa };
    assert!(house.tokens.redeem(&changed, &code, ResponseType::IdTokenToken).await.is_err());
}
