use super::*;

// requirement: T04
#[tokio::test]
async fn a_confidential_client_uses_a_refresh_token_until_its_own_end() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    house.clock.advance(Seconds::minutes(10));
    let again = house.token(&refresh(tokens.refresh_token.as_deref().unwrap())).await.ok().unwrap();
    assert_eq!(again.refresh_token, tokens.refresh_token, "FAPI 2.0 §5.3.2.1: not rotated");
    assert_eq!(again.refresh_expires_in, Some(1800), "its use lengthens its life");
    let id = verified(&house, again.id_token.as_deref().unwrap()).await;
    assert_eq!(id["auth_time"], session.authentication.at.seconds());
    assert_eq!(id["iat"], house.ambient.now().seconds());
    house.sessions.named(&session.id).await.unwrap().unwrap();
    house.clock.advance(Seconds::minutes(30));
    assert_eq!(error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
}

// requirement: T04
#[tokio::test]
async fn a_refresh_token_serves_its_client_only_and_its_scope_never_grows() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let form = refresh(tokens.refresh_token.as_deref().unwrap());
    assert_eq!(error(&house, &form.replace("=dui", "=dmp")).await, ErrorCode::InvalidGrant);
    assert_eq!(error(&house, &format!("{form}&scope=openid+situation")).await, ErrorCode::InvalidScope);
    let narrowed = house.token(&format!("{form}&scope=openid+profile")).await.ok().unwrap();
    assert_eq!(narrowed.scope, "openid profile");
    assert_eq!(verified(&house, &narrowed.access_token).await["scope"], "openid profile");
    let whole = house.token(&refresh(narrowed.refresh_token.as_deref().unwrap())).await.ok().unwrap();
    assert_eq!(whole.scope, "openid profile scope_all identity");
}

// requirement: S08 T14
#[tokio::test]
async fn a_stamp_of_anything_behind_a_grant_ends_its_refresh() {
    let subjects = [
        SubjectKind::Personne.of(ALBA),
        SubjectKind::Moyen.of("appareil-1"),
        SubjectKind::Situation.of("sit-1"),
        SubjectKind::Client.of("dui"),
    ];
    for subject in subjects {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        house.clock.advance(Seconds(1));
        house.stamps.raise(&subject, house.ambient.now()).await.unwrap();
        assert_eq!(
            error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await,
            ErrorCode::InvalidGrant,
            "{subject:?}"
        );
        assert!(house.userinfo.answer(&tokens.access_token).await.is_err(), "{subject:?}");
    }
}

#[tokio::test]
async fn a_stamp_from_before_the_login_ends_nothing() {
    let house = house().await;
    house.stamps.raise(&SubjectKind::Personne.of(ALBA), house.ambient.now()).await.unwrap();
    house.clock.advance(Seconds(1));
    let (_, tokens) = signed_in(&house).await;
    assert!(house.token(&refresh(tokens.refresh_token.as_deref().unwrap())).await.is_ok());
}

// requirement: S04
#[tokio::test]
async fn the_end_of_the_session_ends_its_refresh() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    house.sessions.end(&session.id).await.unwrap();
    assert_eq!(error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
}

// requirement: T04 S03
#[tokio::test]
async fn no_refresh_goes_beyond_the_end_of_the_session() {
    let house = house().await;
    let (_, mut tokens) = signed_in(&house).await;
    for _ in 0..11 {
        house.clock.advance(Seconds::minutes(20));
        tokens = house
            .token(&refresh(tokens.refresh_token.as_deref().unwrap()))
            .await
            .unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    house.clock.advance(Seconds::minutes(10));
    tokens = house.token(&refresh(tokens.refresh_token.as_deref().unwrap())).await.ok().unwrap();
    assert_eq!(tokens.refresh_expires_in, Some(600));
    house.clock.advance(Seconds::minutes(10));
    assert_eq!(error(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
}

// requirement: T04
#[tokio::test]
async fn refresh_reads_the_person_again() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let mut renamed = FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]);
    renamed.nom = "FICTIF-NOUVEAU".into();
    house.annuaire.hold(renamed);
    let again = house.token(&refresh(tokens.refresh_token.as_deref().unwrap())).await.ok().unwrap();
    assert_eq!(verified(&house, again.id_token.as_deref().unwrap()).await["family_name"], "FICTIF-NOUVEAU");
    house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[VERCORS]));
    assert_eq!(error(&house, &refresh(again.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
    house.annuaire.forget(&ALBA.parse().unwrap());
    assert_eq!(error(&house, &refresh(again.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
    house.annuaire.set_down(true);
    assert_eq!(
        error(&house, &refresh(again.refresh_token.as_deref().unwrap())).await,
        ErrorCode::TemporarilyUnavailable
    );
}
