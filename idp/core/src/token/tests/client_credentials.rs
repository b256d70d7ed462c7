//! Services in their own name: RFC 6749 §4.4.

use oidc::GrantType;

use super::*;
use crate::client::{AccessTokenFormat, LegalPerson};
use crate::grant::Grants as _;

const FORM: &str = "grant_type=client_credentials&client_id=dui&client_secret=s3cret";

async fn house_of_services() -> FakeIssuer {
    let house = house().await;
    let legal = LegalPerson {
        struct_id_nat: "1690990114".into(),
        raison_sociale: "EHPAD FICTIF LES TILLEULS".into(),
        purposes: vec!["annuaire.lecture".into(), "mss.envoi".into()],
    };
    house
        .change_client("dui", |client| {
            client.grants.push(GrantType::ClientCredentials);
            client.legal_person = Some(legal);
            client.tokens.resources = vec!["https://dmp.example/api".into()];
        })
        .await;
    house
}

async fn given(house: &FakeIssuer, more: &str) -> TokenResponse {
    house.token(&format!("{FORM}{more}")).await.unwrap_or_else(|refusal| panic!("{refusal}"))
}

// requirement: T12
#[tokio::test]
async fn a_service_gets_a_token_for_its_purposes_without_person_or_refresh() {
    let house = house_of_services().await;
    let tokens = given(&house, "&scope=mss.envoi&resource=https://dmp.example/api").await;
    assert_eq!((tokens.scope.as_str(), &tokens.refresh_token, &tokens.id_token), ("mss.envoi", &None, &None));
    assert_eq!(decode_header(&tokens.access_token).unwrap().typ.as_deref(), Some("at+jwt"));
    let claims = verified(&house, &tokens.access_token).await;
    assert_eq!((&claims["aud"], &claims["client_id"]), (&"https://dmp.example/api".into(), &"dui".into()));
    assert_eq!((&claims["sub"], &claims["Struct_IdNat"]), (&"client:dui".into(), &"1690990114".into()));
    assert_eq!(given(&house, "").await.scope, "annuaire.lecture mss.envoi");
    assert_eq!(house.journal.events().last().copied(), Some("token.issued_to_client"));
}

// requirement: T12
#[tokio::test]
async fn a_service_without_legal_person_or_beyond_its_purposes_gets_nothing() {
    let house = house_of_services().await;
    assert_eq!(error(&house, &format!("{FORM}&scope=openid")).await, ErrorCode::InvalidScope);
    assert_eq!(error(&house, &format!("{FORM}&scope=mss.envoi+scope_all")).await, ErrorCode::InvalidScope);
    assert_eq!(error(&house, &format!("{FORM}&resource=https://x.example")).await, ErrorCode::InvalidTarget);
    house.change_client("dui", |client| client.legal_person = None).await;
    assert_eq!(error(&house, FORM).await, ErrorCode::UnauthorizedClient);
    let public = "grant_type=client_credentials&client_id=mobile";
    house.change_client("mobile", |client| client.grants.push(GrantType::ClientCredentials)).await;
    assert_eq!(error(&house, public).await, ErrorCode::UnauthorizedClient);
}

// requirement: T12
#[tokio::test]
async fn a_word_that_yields_something_of_a_person_is_no_purpose() {
    let house = house_of_services().await;
    let purposes = vec!["openid".to_owned(), "scope_all".to_owned()];
    house.change_client("dui", |client| client.legal_person.as_mut().unwrap().purposes = purposes).await;
    for form in [FORM.to_owned(), format!("{FORM}&scope=scope_all")] {
        assert_eq!(error(&house, &form).await, ErrorCode::InvalidScope, "{form}");
    }
}

// requirement: T12 A26
#[tokio::test]
async fn the_token_of_a_service_opens_nothing_of_a_person() {
    let house = house_of_services().await;
    let tokens = given(&house, "").await;
    let refusal = house.userinfo.answer(&tokens.access_token).await.err().unwrap();
    assert!(matches!(refusal, crate::userinfo::UserinfoRefusal::Token(_)));
    let (_, of_alba) = signed_in(&house).await;
    let person = verified(&house, &of_alba.access_token).await["sub"].as_str().unwrap().to_owned();
    assert!(!person.starts_with("client:"));
    assert!(
        house
            .grants
            .by_token(verified(&house, &tokens.access_token).await["jti"].as_str().unwrap())
            .await
            .unwrap()
            .is_none()
    );
}

// requirement: T13 T14
#[tokio::test]
async fn the_token_of_a_service_is_introspected_and_revoked_by_its_own_client_alone() {
    for format in [AccessTokenFormat::AtJwt, AccessTokenFormat::Opaque] {
        let house = house_of_services().await;
        house.change_client("dui", |client| client.tokens.format = format).await;
        let tokens = given(&house, "").await;
        let told = introspected(&house, "dui", &tokens.access_token).await;
        assert_eq!((&told["active"], &told["sub"]), (&true.into(), &"client:dui".into()), "{format:?}");
        assert_eq!((&told["token_type"], &told["username"]), (&"Bearer".into(), &"client:dui".into()));
        assert_eq!(introspected(&house, "dmp", &tokens.access_token).await["active"], false);
        let revoke = async |client: &str| {
            let form = format!("client_id={client}&client_secret=s3cret&token={}", tokens.access_token);
            let params = Parameters::parse(form.as_bytes());
            house.revocation.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await.unwrap();
        };
        revoke("dmp").await;
        assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], true);
        revoke("dui").await;
        assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
    }
}

// requirement: C12
#[tokio::test]
async fn a_purpose_that_is_taken_from_a_service_is_taken_from_its_tokens() {
    let house = house_of_services().await;
    let tokens = given(&house, "").await;
    let keep = |purposes: &[&str]| {
        let purposes = purposes.iter().map(|word| (*word).to_owned()).collect();
        |client: &mut Client| client.legal_person.as_mut().unwrap().purposes = purposes
    };
    house.change_client("dui", keep(&["mss.envoi"])).await;
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["scope"], "mss.envoi");
    house.change_client("dui", keep(&[])).await;
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
}

#[tokio::test]
async fn the_token_of_a_service_dies_with_its_time_and_with_the_stamp_of_its_client() {
    let house = house_of_services().await;
    let tokens = given(&house, "").await;
    house.clock.advance(Seconds(120));
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
    let tokens = given(&house, "").await;
    house.stamps.raise(&SubjectKind::Client.of("dui"), house.ambient.now()).await.unwrap();
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
}
