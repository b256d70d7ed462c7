use std::sync::atomic::Ordering;

use super::*;
use crate::logout::ServerLogout;

#[tokio::test]
async fn an_active_token_is_told_with_its_claims() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let told = introspected(&house, "dui", &tokens.access_token).await;
    let mut expected = verified(&house, &tokens.access_token).await;
    expected.extend([
        ("active".to_owned(), true.into()),
        ("client_id".to_owned(), "dui".into()),
        ("username".to_owned(), ALBA.into()),
    ]);
    assert_eq!(told, expected);
    let refresh = introspected(&house, "dui", tokens.refresh_token.as_deref().unwrap()).await;
    assert_eq!(refresh["active"], true);
    assert!(!refresh.contains_key("SubjectNameID"));
}

// requirement: T13
#[tokio::test]
async fn a_token_of_another_client_is_told_only_with_the_right() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let inactive = Map::from_iter([("active".to_owned(), false.into())]);
    for token in [&tokens.access_token, tokens.refresh_token.as_deref().unwrap()] {
        assert_eq!(introspected(&house, "dmp", token).await, inactive);
    }
    house.change_client("dmp", |client| client.may_introspect = true).await;
    assert_eq!(introspected(&house, "dmp", &tokens.access_token).await["active"], true);
}

#[tokio::test]
async fn nothing_is_active_once_expired_or_while_the_stamps_are_old() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    house.known.lost.store(true, Ordering::SeqCst);
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
    house.known.lost.store(false, Ordering::SeqCst);
    house.clock.advance(Seconds(120));
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
    assert_eq!(introspected(&house, "dui", tokens.id_token.as_deref().unwrap()).await["active"], false);
}

// requirement: T13 T14
#[tokio::test]
async fn a_revoked_refresh_token_takes_its_grant_along_and_an_access_token_goes_alone() {
    let house = house().await;
    let revoke = async |client: &str, token: &str| {
        let form = format!("client_id={client}&client_secret=s3cret&token={token}");
        let params = Parameters::parse(form.as_bytes());
        let call = BackChannelCall::plain(&params, "192.0.2.1");
        house.revocation.answer(&call).await.unwrap();
    };
    let (_, tokens) = signed_in(&house).await;
    revoke("dmp", tokens.refresh_token.as_deref().unwrap()).await;
    revoke("dmp", &tokens.access_token).await;
    revoke("dui", "nothing").await;
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
    let again = house.token(&refresh(tokens.refresh_token.as_deref().unwrap())).await.ok().unwrap();
    revoke("dui", &tokens.access_token).await;
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert!(house.userinfo.answer(&again.access_token).await.is_ok());
    house.clock.advance(Seconds(1));
    revoke("dui", tokens.refresh_token.as_deref().unwrap()).await;
    assert!(house.userinfo.answer(&again.access_token).await.is_err());
    assert_eq!(error(&house, &refresh(again.refresh_token.as_deref().unwrap())).await, ErrorCode::InvalidGrant);
}

// requirement: T14 O07
#[tokio::test]
async fn a_grant_is_revoked_by_a_node_whose_clock_is_behind_the_one_that_granted() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let token = tokens.refresh_token.as_deref().unwrap();
    house.clock.advance(Seconds(-300));
    let form = format!("client_id=dui&client_secret=s3cret&token={token}");
    let params = Parameters::parse(form.as_bytes());
    house.revocation.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await.unwrap();
    house.clock.advance(Seconds(300));
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert_eq!(error(&house, &refresh(token)).await, ErrorCode::InvalidGrant);
}

// requirement: S04 S05
#[tokio::test]
async fn a_server_ends_the_session_with_an_expired_hint_or_a_refresh_token() {
    let house = house().await;
    let end = async |form: String| {
        let params = Parameters::parse(form.as_bytes());
        house.logout.by_server(&BackChannelCall::plain(&params, "192.0.2.1")).await
    };
    let (session, tokens) = signed_in(&house).await;
    house.clock.advance(Seconds::minutes(5));
    assert!(end("id_token_hint=e30.e30.x".into()).await.is_err());
    assert!(end(format!("id_token_hint={}&client_id=dmp", tokens.id_token.as_deref().unwrap())).await.is_err());
    assert!(end(format!("id_token_hint={}", tokens.access_token)).await.is_err());
    assert!(house.sessions.named(&session.id).await.unwrap().is_some());
    assert_eq!(
        end(format!("id_token_hint={}", tokens.id_token.as_deref().unwrap())).await.unwrap(),
        ServerLogout::ByHint
    );
    assert!(house.sessions.named(&session.id).await.unwrap().is_none());
    let (session, tokens) = signed_in(&house).await;
    let form = format!("client_id=dui&client_secret=s3cret&refresh_token={}", tokens.refresh_token.as_deref().unwrap());
    assert!(end(form.replace("s3cret", "wrong")).await.is_err());
    assert_eq!(end(form).await.unwrap(), ServerLogout::ByRefreshToken);
    assert!(house.sessions.named(&session.id).await.unwrap().is_none());
}

// requirement: S05
#[tokio::test]
async fn a_return_address_after_logout_is_registered_to_the_letter() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    let bye = "https://tilleuls.example/au-revoir";
    house.change_client("dui", |client| client.post_logout_redirect_uris = vec![bye.to_owned()]).await;
    let prove = async |uri: &str, hint: &str| {
        house
            .logout
            .prove(&Parameters::from_iter([
                ("id_token_hint", hint),
                ("post_logout_redirect_uri", uri),
                ("state", "a b"),
            ]))
            .await
    };
    let proven = prove(bye, tokens.id_token.as_deref().unwrap()).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(proven.return_to.as_deref(), Some("https://tilleuls.example/au-revoir?state=a+b"));
    assert_eq!(proven.session, Some(session.id));
    assert!(prove(&format!("{bye}/"), tokens.id_token.as_deref().unwrap()).await.is_err());
    assert!(prove(bye, "").await.is_err());
}

// requirement: T09 T16
#[tokio::test]
async fn userinfo_speaks_of_now_and_waits_for_the_registry() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let userinfo = told(&house, &tokens.access_token).await;
    let id = verified(&house, tokens.id_token.as_deref().unwrap()).await;
    assert_eq!(userinfo["sub"], id["sub"]);
    house.annuaire.set_down(true);
    let refusal = house.userinfo.answer(&tokens.access_token).await.err().unwrap();
    assert!(matches!(refusal, crate::userinfo::UserinfoRefusal::RegistryOut(_)));
    house.annuaire.set_down(false);
    house.clock.advance(Seconds(120));
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert!(house.userinfo.answer(tokens.id_token.as_deref().unwrap()).await.is_err());
}

// requirement: C12 S08
#[tokio::test]
async fn a_disabled_client_has_no_living_token() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let now = house.ambient.now();
    house.change_client("dui", |client| client.disabled_at = Some(now)).await;
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert!(house.clients.client(&"dui".into()).await.unwrap().is_some());
}
