//! Access tokens in the format of their client.

use super::*;
use crate::client::{AccessTokenFormat, Profile};
use crate::grant::Grants as _;

async fn house_with(format: AccessTokenFormat, profile: Profile) -> FakeIssuer {
    let house = house().await;
    house
        .change_client("dui", |client| {
            client.tokens.format = format;
            client.profile = profile;
            client.scopes.push("profile".into());
            client.scopes.push("rpps".into());
        })
        .await;
    house
}

async fn given(house: &FakeIssuer, scope: &str) -> TokenResponse {
    let session = house.sign_in(ALBA).await;
    let code = house.code(&QUERY.replace("openid+scope_all", scope), &session, Some("sit-1")).await;
    house.token(&redemption(&code)).await.unwrap_or_else(|refusal| panic!("{refusal}"))
}

// requirement: K03
#[tokio::test]
async fn an_at_jwt_has_the_header_and_the_claims_of_its_specification() {
    let house = house_with(AccessTokenFormat::AtJwt, Profile::Oidc).await;
    let tokens = given(&house, "openid+profile+rpps").await;
    assert_eq!(decode_header(&tokens.access_token).unwrap().typ.as_deref(), Some("at+jwt"));
    let claims = verified(&house, &tokens.access_token).await;
    for required in ["iss", "exp", "aud", "sub", "client_id", "iat", "jti", "auth_time", "acr", "amr", "scope"] {
        assert!(claims.contains_key(required), "{required}");
    }
    assert_eq!((&claims["aud"], &claims["client_id"]), (&ISSUER.into(), &"dui".into()));
    assert_eq!(claims["SubjectNameID"], ALBA);
    for foreign in ["typ", "azp", "nonce", "session_state", "cnf", "act"] {
        assert!(!claims.contains_key(foreign), "{foreign}");
    }
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
}

// requirement: T18
#[tokio::test]
async fn an_opaque_token_rests_as_a_hash_and_is_introspected_to_what_it_stands_for() {
    let house = house_with(AccessTokenFormat::Opaque, Profile::Oidc).await;
    let tokens = given(&house, "openid+profile+rpps").await;
    assert!(!tokens.access_token.contains('.') && tokens.access_token.len() >= 43);
    assert!(house.grants.by_token(&tokens.access_token).await.unwrap().is_none());
    let told = introspected(&house, "dui", &tokens.access_token).await;
    assert_eq!((&told["active"], &told["client_id"]), (&true.into(), &"dui".into()));
    assert_eq!((&told["SubjectNameID"], &told["token_type"]), (&ALBA.into(), &"Bearer".into()));
    assert_eq!(told["exp"].as_i64().unwrap() - told["iat"].as_i64().unwrap(), 120);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
    house.clock.advance(Seconds(120));
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
}

// requirement: T13 T14
#[tokio::test]
async fn an_opaque_token_is_revoked_like_any_other() {
    let house = house_with(AccessTokenFormat::Opaque, Profile::Oidc).await;
    let tokens = given(&house, "openid").await;
    let form = format!("client_id=dui&client_secret=s3cret&token={}", tokens.access_token);
    let params = Parameters::parse(form.as_bytes());
    house.revocation.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await.unwrap();
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
}

// requirement: K05
#[tokio::test]
async fn each_algorithm_signs_both_tokens_and_halves_its_own_hash() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    for alg in SigningAlg::ALL {
        let house = house_with(AccessTokenFormat::AtJwt, Profile::Oidc).await;
        house.change_client("dui", |client| client.id_token_alg = alg).await;
        let tokens = given(&house, "openid").await;
        let id = verified(&house, tokens.id_token.as_deref().unwrap()).await;
        let (hash, half) = match alg {
            SigningAlg::EdDSA => (&aws_lc_rs::digest::SHA512, 32),
            _ => (&aws_lc_rs::digest::SHA256, 16),
        };
        let hash = aws_lc_rs::digest::digest(hash, tokens.access_token.as_bytes());
        assert_eq!(id["at_hash"], URL_SAFE_NO_PAD.encode(&hash.as_ref()[..half]), "{alg}");
        assert_eq!(verified(&house, &tokens.access_token).await["client_id"], "dui", "{alg}");
    }
}

// requirement: T16
#[tokio::test]
async fn a_request_without_openid_gets_no_id_token_and_no_userinfo() {
    let house = house_with(AccessTokenFormat::AtJwt, Profile::Oidc).await;
    let tokens = given(&house, "profile").await;
    assert!(tokens.id_token.is_none());
    let refusal = house.userinfo.answer(&tokens.access_token).await.err().unwrap();
    assert!(matches!(refusal, crate::userinfo::UserinfoRefusal::Scope));
    assert_eq!(introspected(&house, "dui", &tokens.access_token).await["scope"], "profile");
}

// requirement: T09 K03
#[tokio::test]
async fn no_kind_of_token_passes_for_another() {
    let house = house_with(AccessTokenFormat::AtJwt, Profile::Oidc).await;
    let tokens = given(&house, "openid").await;
    let id_token = tokens.id_token.as_deref().unwrap();
    for wrong in [id_token, tokens.refresh_token.as_deref().unwrap()] {
        assert!(house.userinfo.answer(wrong).await.is_err());
    }
    for hint in [&tokens.access_token, tokens.refresh_token.as_ref().unwrap()] {
        assert!(house.logout.prove(&Parameters::from_iter([("id_token_hint", hint.as_str())])).await.is_err());
    }
    assert_eq!(error(&house, &refresh(&tokens.access_token)).await, ErrorCode::InvalidGrant);
    let claims = serde_json::json!({"iss": ISSUER, "jti": "x", "typ": "Bearer"});
    for typ in ["logout+jwt", "token-introspection+jwt", "dpop+jwt", "at+jwt"] {
        let forged = house.signing.sign_typed(SigningAlg::ES256, typ, &claims).await.unwrap();
        assert!(house.userinfo.answer(&forged).await.is_err(), "{typ}");
    }
}
