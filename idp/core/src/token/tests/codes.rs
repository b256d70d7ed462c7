//! A code is spent once, soon, and by the client that asked.

use super::*;

// requirement: T01
#[tokio::test]
async fn a_code_is_spent_once_and_its_second_use_revokes_what_the_first_made() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert_eq!(error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
    assert_eq!(house.journal.field("grant.revoked", "reason").as_deref(), Some("code used twice"));
}

// requirement: O04
#[tokio::test]
async fn a_code_that_was_never_made_here_leaves_nothing_behind() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let real = house.code(QUERY, &session, Some("sit-1")).await;
    let mut forged = real.clone();
    forged.replace_range(..1, if real.starts_with('A') { "B" } else { "A" });
    let stamped = async |code: &str| {
        house.stamps.latest(&[SubjectKind::Grant.of(house.codes.grant_id(code))]).await.unwrap().is_some()
    };
    for code in ["made-up", "made.up", "", ".", &forged] {
        assert!(house.token(&redemption(code)).await.is_err());
        assert!(!stamped(code).await, "{code}");
    }
    house.codes.take(&real).await.unwrap();
    assert!(house.token(&redemption(&real)).await.is_err());
    assert!(stamped(&real).await, "a code of ours whose first use may be under way");
}

// requirement: T01
#[tokio::test]
async fn a_second_use_while_the_first_is_under_way_revokes_what_that_one_gets() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let key = format!("code:{}", house.rest.rest("code", &code).as_str());
    let taken = house.presence.take(&key).await.unwrap().unwrap();
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
    assert!(house.presence.create(&key, &taken, Seconds(60)).await.unwrap());
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert_eq!(error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
}

// requirement: T01 O08 O09
#[tokio::test]
async fn a_code_that_a_failover_brought_back_dies_at_its_emission() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let key = format!("code:{}", house.rest.rest("code", &code).as_str());
    let held = house.presence.read(&key).await.unwrap().unwrap();
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    assert!(house.presence.create(&key, &held.bytes, Seconds(60)).await.unwrap());
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
}

#[tokio::test]
async fn the_second_use_by_another_client_revokes_nothing() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    let foreign = redemption(&code).replace("client_id=dui", "client_id=dmp");
    assert_eq!(error(&house, &foreign).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
}

// requirement: T02
#[tokio::test]
async fn a_code_lives_sixty_seconds() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    house.clock.advance(Seconds(60));
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
}

// requirement: A23
#[tokio::test]
async fn a_code_serves_its_client_and_its_redirect_uri_only() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    assert_eq!(error(&house, &redemption(&code).replace("=dui", "=dmp")).await, ErrorCode::InvalidGrant);
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    assert_eq!(error(&house, &redemption(&code).replace("retour", "retours")).await, ErrorCode::InvalidGrant);
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let (bare, _) = redemption(&code).rsplit_once('&').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(error(&house, &bare).await, ErrorCode::InvalidRequest);
}
