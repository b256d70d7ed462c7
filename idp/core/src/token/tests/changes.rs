//! A change to a client takes effect on what is under way.

use oidc::GrantType;

use super::*;

// requirement: C12
#[tokio::test]
async fn a_scope_that_is_taken_from_a_client_is_taken_from_what_it_holds() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let query = QUERY.replace("scope_all", "scope_all+situation");
    let waiting = house.code(&query, &session, Some("sit-1")).await;
    let held = house.token(&redemption(&house.code(&query, &session, Some("sit-1")).await)).await.ok().unwrap();
    house.change_client("dui", |client| client.scopes = vec!["openid".into(), "scope_all".into()]).await;
    assert!(!told(&house, &held.access_token).await.contains_key("situation"));
    assert_eq!(introspected(&house, "dui", &held.access_token).await["scope"], "openid profile scope_all identity");
    let refreshed = house.token(&refresh(held.refresh_token.as_deref().unwrap())).await.ok().unwrap();
    assert_eq!(refreshed.scope, "openid profile scope_all identity");
    assert_eq!(house.token(&redemption(&waiting)).await.ok().unwrap().scope, "openid profile scope_all identity");
}

// requirement: C12 T11
#[tokio::test]
async fn a_grant_type_that_is_taken_from_a_client_serves_it_no_more() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    house.change_client("dui", |client| client.grants = vec![GrantType::AuthorizationCode]).await;
    let form = refresh(tokens.refresh_token.as_deref().unwrap());
    assert_eq!(error(&house, &form).await, ErrorCode::UnauthorizedClient);
    let without = house.token(&redemption(&code)).await.ok().unwrap();
    assert_eq!((without.refresh_token, without.refresh_expires_in), (None, None));
    house.change_client("dui", |client| client.grants = vec![GrantType::RefreshToken]).await;
    let code = "grant_type=authorization_code&client_id=dui&client_secret=s3cret&code=x";
    assert_eq!(error(&house, code).await, ErrorCode::UnauthorizedClient);
}

// requirement: C12
#[tokio::test]
async fn a_client_that_asks_for_bound_tokens_from_now_on_gets_no_other() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    house.change_client("dui", |client| client.tokens.dpop_bound = true).await;
    let refusal = refused(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await;
    assert!(matches!(refusal, TokenRefusal::Sender(_)), "{refusal}");
}
