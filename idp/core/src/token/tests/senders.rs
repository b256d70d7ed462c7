//! What is bound to a key: RFC 9449 §5 and §10, RFC 8705 §3.

use ambient::Resting;
use oidc::Confirmation;

use super::*;
use crate::grant::{Emission, Grants as _, RefreshToken, Terms};

// requirement: T05 T04
#[tokio::test]
async fn a_refresh_token_that_is_bound_to_a_key_serves_with_it_alone() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let resting = house.rest.rest("refresh", tokens.refresh_token.as_deref().unwrap());
    let held = house.grants.refresh_token(&resting).await.unwrap().unwrap();
    assert_eq!(held.confirmation, None, "a confidential client proves itself otherwise");
    let bound = RefreshToken {
        resting: Resting::from(house.rest.rest("refresh", "bound").as_str().to_owned()),
        confirmation: Some(Confirmation::Jkt("a-key".into())),
        ..held.clone()
    };
    let emission = Emission {
        origin: "token:bound".into(),
        grant: held.grant.clone(),
        token: "bound".into(),
        at: house.ambient.now(),
        expires_at: held.expires_at,
        terms: Terms {
            client: "dui".into(),
            scope: vec!["openid".into()],
            resource: None,
            confirmation: bound.confirmation.clone(),
            actors: vec![],
        },
    };
    house.grants.emit(&emission, Some(&bound)).await.unwrap();
    assert_eq!(error(&house, &refresh("bound")).await, ErrorCode::InvalidGrant);
    assert_eq!(
        house.journal.field("token.refused", "cause").as_deref(),
        Some("the refresh token is bound to another key")
    );
}

// requirement: A23
#[tokio::test]
async fn a_code_that_was_asked_for_under_a_key_serves_with_it_alone() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let jkt = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    let code = house.code(&format!("{QUERY}&dpop_jkt={jkt}"), &session, Some("sit-1")).await;
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
    assert_eq!(house.journal.field("token.refused", "cause").as_deref(), Some("the code is bound to another DPoP key"));
}
