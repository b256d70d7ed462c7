//! Answers that leave signed, or signed and encrypted: OpenID Connect Core 1.0 §5.3.2, RFC 9701.

use jose::{Encryption, JweAlg, JweEnc};

use super::*;
use crate::client::ClientKeys;
use crate::introspection::{Introspected, MEDIA_TYPE};

const KEY: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","use":"enc","alg":"ECDH-ES","kid":"enc-1",
    "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}"#;
const SEALED: Encryption = Encryption { alg: JweAlg::EcdhEs, enc: JweEnc::A256Gcm };

async fn jwt(house: &FakeIssuer, token: &str) -> String {
    match house.userinfo.answer(token).await {
        Ok(Told::Jwt(jwt)) => jwt,
        Ok(Told::Json(_)) => panic!("the answer is JSON"),
        Err(refusal) => panic!("{refusal}"),
    }
}

// requirement: T16
#[tokio::test]
async fn a_client_that_registered_it_gets_userinfo_signed_for_itself() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    house.change_client("dui", |client| client.answers.userinfo_alg = Some(SigningAlg::ES256)).await;
    let answer = jwt(&house, &tokens.access_token).await;
    let claims = verified(&house, &answer).await;
    assert_eq!((&claims["iss"], &claims["aud"]), (&ISSUER.into(), &"dui".into()));
    assert_eq!(claims["sub"], verified(&house, tokens.id_token.as_deref().unwrap()).await["sub"]);
    assert_eq!(claims["SubjectNameID"], ALBA);
    assert!(house.userinfo.answer(&answer).await.is_err(), "it is no access token");
}

// requirement: K09
#[tokio::test]
async fn what_is_to_be_encrypted_leaves_encrypted_or_not_at_all() {
    let house = house().await;
    house
        .change_client("dui", |client| {
            client.answers.id_token_encryption = Some(SEALED);
            client.answers.userinfo_encryption = Some(SEALED);
        })
        .await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    assert!(matches!(refused(&house, &redemption(&code)).await, TokenRefusal::Answer(_)));
    house.change_client("dui", |client| client.keys = ClientKeys::Jwks(KEY.into())).await;
    let (_, tokens) = signed_in(&house).await;
    let id_token = tokens.id_token.as_deref().unwrap();
    assert_eq!(id_token.split('.').count(), 5);
    assert_eq!(jwt(&house, &tokens.access_token).await.split('.').count(), 5);
    house.change_client("dui", |client| client.answers.userinfo_alg = Some(SigningAlg::RS256)).await;
    assert_eq!(jwt(&house, &tokens.access_token).await.split('.').count(), 5);
}

async fn asked(house: &FakeIssuer, token: &str, accept: Option<&str>) -> Introspected {
    let form = format!("client_id=dui&client_secret=s3cret&token={token}");
    let params = Parameters::parse(form.as_bytes());
    let call = BackChannelCall::plain(&params, "192.0.2.1");
    house.introspection.answer_as(&call, accept).await.unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[tokio::test]
async fn introspection_answers_with_a_jwt_to_whoever_accepts_one() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let Introspected::Jwt(jwt) = asked(&house, &tokens.access_token, Some(MEDIA_TYPE)).await else { panic!("JSON") };
    let header = decode_header(&jwt).unwrap();
    assert_eq!((header.typ.as_deref(), header.alg), (Some("token-introspection+jwt"), jsonwebtoken::Algorithm::RS256));
    let claims = verified(&house, &jwt).await;
    assert_eq!((&claims["iss"], &claims["aud"]), (&ISSUER.into(), &"dui".into()));
    assert_eq!(claims["iat"], house.ambient.now().seconds());
    assert_eq!(claims["token_introspection"]["active"], true);
    assert_eq!(claims["token_introspection"]["SubjectNameID"], ALBA);
    assert!(!claims.contains_key("sub") && !claims.contains_key("exp"), "RFC 9701 §5: nothing takes it for a token");
    assert!(house.userinfo.answer(&jwt).await.is_err());
    let Introspected::Jwt(jwt) = asked(&house, "unknown", Some(MEDIA_TYPE)).await else { panic!("JSON") };
    assert_eq!(verified(&house, &jwt).await["token_introspection"], serde_json::json!({"active": false}));
}

#[tokio::test]
async fn introspection_follows_the_registration_unless_json_is_asked_for() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    assert!(matches!(asked(&house, &tokens.access_token, None).await, Introspected::Json(_)));
    house.change_client("dui", |client| client.answers.introspection_alg = Some(SigningAlg::EdDSA)).await;
    let Introspected::Jwt(jwt) = asked(&house, &tokens.access_token, Some("*/*")).await else { panic!("JSON") };
    assert_eq!(decode_header(&jwt).unwrap().alg, jsonwebtoken::Algorithm::EdDSA);
    let json = asked(&house, &tokens.access_token, Some("application/json")).await;
    assert!(matches!(json, Introspected::Json(_)));
}
