//! `offline_access`: OpenID Connect Core 1.0 §11, docs/decisions/0006.

use super::*;
use crate::client::Profile;

async fn offline() -> (FakeIssuer, Session, TokenResponse) {
    let house = house().await;
    house
        .change_client("dui", |client| {
            client.profile = Profile::Oidc;
            client.scopes = vec!["openid".into(), "offline_access".into()];
        })
        .await;
    let session = house.sign_in(ALBA).await;
    let query = format!("{}&prompt=consent", QUERY.replace("scope_all", "offline_access"));
    let code = house.code(&query, &session, Some("sit-1")).await;
    let tokens = house.token(&redemption(&code)).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    (house, session, tokens)
}

// requirement: T04
#[tokio::test]
async fn offline_access_goes_on_without_the_session_until_its_own_end() {
    let (house, session, tokens) = offline().await;
    assert_eq!(tokens.refresh_expires_in, Some(24 * 3600));
    house.sessions.end(&session.id).await.unwrap();
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
    house.clock.advance(Seconds::hours(23));
    let form = refresh(tokens.refresh_token.as_deref().unwrap());
    let again = house.token(&form).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(again.refresh_expires_in, Some(3600), "its own end does not move");
    house.clock.advance(Seconds::hours(1));
    assert_eq!(error(&house, &form).await, ErrorCode::InvalidGrant);
}

// requirement: S08 T14
#[tokio::test]
async fn offline_access_ends_with_the_person_the_means_the_situation_or_the_registration() {
    for subject in
        [SubjectKind::Personne.of(ALBA), SubjectKind::Moyen.of("appareil-1"), SubjectKind::Situation.of("sit-1")]
    {
        let (house, _, tokens) = offline().await;
        house.stamps.raise(&subject, house.ambient.now()).await.unwrap();
        let form = refresh(tokens.refresh_token.as_deref().unwrap());
        assert_eq!(error(&house, &form).await, ErrorCode::InvalidGrant, "{subject:?}");
    }
    let (house, _, tokens) = offline().await;
    house.change_client("dui", |client| client.scopes = vec!["openid".into()]).await;
    assert_eq!(error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
}
