//! Refresh tokens of public clients: RFC 9700 §4.14.2, with a grace for an answer that was lost on its way.

use super::*;

async fn first(house: &FakeIssuer) -> TokenResponse {
    let session = house.sign_in(ALBA).await;
    let query = format!("{}{PKCE}", QUERY.replace("=dui", "=mobile"));
    let code = house.code(&query, &session, Some("sit-1")).await;
    let form = redemption(&code).replace("client_id=dui&client_secret=s3cret", "client_id=mobile");
    let tokens = house.token(&format!("{form}&code_verifier={VERIFIER}")).await;
    tokens.unwrap_or_else(|refusal| panic!("{refusal}"))
}

async fn used(house: &FakeIssuer, tokens: &TokenResponse) -> Result<TokenResponse, TokenRefusal> {
    let token = tokens.refresh_token.as_deref().unwrap();
    house.token(&format!("grant_type=refresh_token&client_id=mobile&refresh_token={token}")).await
}

async fn alive(house: &FakeIssuer, tokens: &TokenResponse) -> bool {
    house.userinfo.answer(&tokens.access_token).await.is_ok()
}

// requirement: T04
#[tokio::test]
async fn a_refresh_token_that_comes_back_after_its_successor_was_used_ends_the_family() {
    let house = house().await;
    let one = first(&house).await;
    let two = used(&house, &one).await.ok().unwrap();
    let three = used(&house, &two).await.ok().unwrap();
    assert!(matches!(used(&house, &one).await, Err(TokenRefusal::Grant(_))));
    assert!(matches!(used(&house, &three).await, Err(TokenRefusal::Grant(_))));
    assert!(!alive(&house, &three).await);
    assert_eq!(house.journal.field("grant.revoked", "reason").as_deref(), Some("spent twice"));
}

// requirement: T04
#[tokio::test]
async fn a_refresh_token_that_comes_back_long_after_its_use_ends_the_family() {
    let house = house().await;
    let one = first(&house).await;
    let two = used(&house, &one).await.ok().unwrap();
    house.clock.advance(Seconds(21));
    assert!(matches!(used(&house, &one).await, Err(TokenRefusal::Grant(_))));
    assert!(matches!(used(&house, &two).await, Err(TokenRefusal::Grant(_))));
    assert!(!alive(&house, &two).await);
}

// requirement: T04
#[tokio::test]
async fn a_lost_answer_is_asked_for_again_within_its_time() {
    let house = house().await;
    let one = first(&house).await;
    let lost = used(&house, &one).await.ok().unwrap();
    house.clock.advance(Seconds(20));
    let got = used(&house, &one).await.ok().unwrap();
    assert_ne!(got.refresh_token, lost.refresh_token);
    assert!(used(&house, &got).await.is_ok());
}

// requirement: T04
#[tokio::test]
async fn of_two_answers_to_one_refresh_token_one_goes_on_and_the_other_ends_the_family() {
    let house = house().await;
    let one = first(&house).await;
    let (left, right) = (used(&house, &one).await.ok().unwrap(), used(&house, &one).await.ok().unwrap());
    let further = used(&house, &left).await.ok().unwrap();
    assert!(alive(&house, &further).await);
    assert!(matches!(used(&house, &right).await, Err(TokenRefusal::Grant(_))));
    assert!(!alive(&house, &further).await);
}

// requirement: T04
#[tokio::test]
async fn the_grace_of_a_lost_answer_does_not_move_with_its_uses() {
    let house = house().await;
    let one = first(&house).await;
    for _ in 0..2 {
        assert!(used(&house, &one).await.is_ok());
        house.clock.advance(Seconds(10));
    }
    assert!(used(&house, &one).await.is_ok());
    house.clock.advance(Seconds(1));
    assert!(used(&house, &one).await.is_err());
}
