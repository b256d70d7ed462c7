//! What a profile, a registration and the newer parameters demand of a request.

use oidc::CodeChallenge;

use super::*;
use crate::authorization::route;
use crate::client::{RequestRules, TokenRules};
use crate::key::SigningAlg;

fn pkce(query: &str) -> String {
    format!("{query}&code_challenge={CHALLENGE}&code_challenge_method={}", CodeChallenge::METHOD)
}

async fn registered(change: impl FnOnce(&mut Client)) -> FakeIssuer {
    let house = FakeIssuer::new().await;
    let mut client = Client { profile: Profile::Oidc, ..confidential() };
    change(&mut client);
    house.register(client).await;
    house
}

#[test]
fn the_demands_of_a_profile_are_a_list() {
    let names = |profile| route::of(profile).iter().map(|demand| demand.name).collect::<Vec<_>>();
    assert_eq!(names(Profile::Fapi2), ["pushed", "pkce-s256", "no-fragment"]);
    assert_eq!(names(Profile::Fapi2MessageSigning), ["pushed", "signed", "pkce-s256", "no-fragment", "signed-answer"]);
    for profile in [Profile::Oidc, Profile::Psc, Profile::FapiCiba] {
        assert!(names(profile).is_empty(), "{profile:?}");
    }
}

// requirement: A07
#[tokio::test]
async fn a_client_that_pushes_its_requests_brings_nothing_else() {
    for profile in [Profile::Fapi2, Profile::Fapi2MessageSigning] {
        let house = registered(|client| client.profile = profile).await;
        assert_eq!(sent_back(&house, &pkce(BASE)).await, ErrorCode::InvalidRequest, "{profile:?}");
    }
    let house = registered(|client| client.requests.pushed_only = true).await;
    assert_eq!(sent_back(&house, &pkce(BASE)).await, ErrorCode::InvalidRequest);
}

// requirement: A10
#[tokio::test]
async fn a_client_that_signs_its_requests_sends_no_other() {
    let requests = RequestRules { signed_only: true, ..RequestRules::default() };
    let house = registered(|client| client.requests = requests).await;
    assert_eq!(sent_back(&house, &pkce(BASE)).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_client_without_the_code_grant_gets_no_code() {
    let house = registered(|client| client.grants = vec![oidc::GrantType::ClientCredentials]).await;
    assert_eq!(sent_back(&house, BASE).await, ErrorCode::UnauthorizedClient);
}

// requirement: C13
#[tokio::test]
async fn a_resource_is_registered_for_its_client() {
    let api = "https://api.test/dmp";
    let tokens = TokenRules { resources: vec![api.into(), "urn:dmp".into()], ..TokenRules::default() };
    let house = registered(|client| client.tokens = tokens).await;
    let request = house.check(&format!("{BASE}&resource={}&resource=urn:dmp", encoded(api))).await.unwrap();
    assert_eq!(request.resources, [api, "urn:dmp"]);
    for wrong in ["https://api.test/other", "/dmp", "https://api.test/dmp#a", "https://api.test/dmp/"] {
        let query = format!("{BASE}&resource={}", encoded(wrong));
        assert_eq!(sent_back(&house, &query).await, ErrorCode::InvalidTarget, "{wrong}");
    }
    assert_eq!(sent_back(&house, &format!("{BASE}{}", "&resource=urn:dmp".repeat(9))).await, ErrorCode::InvalidTarget);
}

// requirement: A23
#[tokio::test]
async fn the_key_of_a_code_is_a_thumbprint() {
    let request = house().await.check(&format!("{BASE}&dpop_jkt={CHALLENGE}")).await.unwrap();
    assert_eq!(request.dpop_jkt.as_deref(), Some(CHALLENGE));
    for wrong in [&CHALLENGE[1..], &CHALLENGE.replace('-', "%2B"), "x"] {
        assert_eq!(sent_back(&house().await, &format!("{BASE}&dpop_jkt={wrong}")).await, ErrorCode::InvalidRequest);
    }
}

#[tokio::test]
async fn without_openid_a_request_is_one_of_oauth_alone() {
    let house = registered(|_| ()).await;
    assert_eq!(house.check(&with("scope", Some("scope_all"))).await.unwrap().scope.to_string(), "scope_all");
    assert_eq!(sent_back(&house, &with("scope", None)).await, ErrorCode::InvalidScope);
    assert_eq!(refused("scope", Some("scope_all")).await, ErrorCode::InvalidScope, "psc is OpenID Connect");
}

#[tokio::test]
async fn the_registry_is_no_scope_of_pro_sante_connect() {
    for asked in ["openid registre", "openid registre registre.coordonnees", "openid registre.coordonnees"] {
        let scopes: Vec<String> = asked.split(' ').map(str::to_owned).collect();
        let query = with("scope", Some(asked));
        let house = registered(|client| client.scopes = scopes.clone()).await;
        assert_eq!(house.check(&query).await.unwrap().scope.to_string(), asked);
        let psc = registered(|client| {
            client.scopes = scopes.clone();
            client.profile = Profile::Psc;
        });
        assert_eq!(sent_back(&psc.await, &query).await, ErrorCode::InvalidScope, "{asked}");
    }
}

#[tokio::test]
async fn offline_access_is_passed_over_where_it_has_no_effect() {
    let scopes = ["openid", "offline_access"].map(str::to_owned).to_vec();
    let house = registered(|client| client.scopes = scopes.clone()).await;
    let query = with("scope", Some("openid offline_access"));
    let granted = async |house: &FakeIssuer, query: &str| house.check(query).await.unwrap().scope.to_string();
    assert_eq!(granted(&house, &query).await, "openid");
    assert_eq!(granted(&house, &format!("{query}&prompt=consent")).await, "openid offline_access");
    let code_only = registered(|client| {
        client.scopes = scopes.clone();
        client.grants = vec![oidc::GrantType::AuthorizationCode];
    });
    assert_eq!(granted(&code_only.await, &format!("{query}&prompt=consent")).await, "openid");
    let unregistered = registered(|_| ()).await;
    assert_eq!(granted(&unregistered, &format!("{query}&prompt=consent")).await, "openid");
}

// requirement: A18
#[tokio::test]
async fn what_the_registration_says_stands_in_for_what_the_request_does_not() {
    let house = registered(|client| {
        client.requests.default_max_age = Some(600);
        client.requests.default_acr_values = vec!["eidas3".into()];
    })
    .await;
    let request = house.check(&with("acr_values", None)).await.unwrap();
    assert_eq!((request.max_age.map(|age| age.0), request.acr_floor), (Some(600), Some(Acr::Eidas3)));
    let request = house.check(&format!("{}&max_age=5", with("acr_values", Some("eidas2")))).await.unwrap();
    assert_eq!((request.max_age.map(|age| age.0), request.acr_floor), (Some(5), Some(Acr::Eidas2)));
}

#[tokio::test]
async fn claims_have_a_stated_length() {
    let wide = format!(r#"{{"userinfo":{{"{}":null}}}}"#, "x".repeat(8_200));
    assert_eq!(refused("claims", Some(&wide)).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn what_no_check_knows_is_passed_over() {
    let query = format!("{BASE}&display=popup&claims_locales=fr&ui_locales=xx&frobnicate=1");
    assert!(house().await.check(&query).await.is_ok());
    assert_eq!(refused("prompt", Some("create")).await, ErrorCode::InvalidRequest);
    assert_eq!(refused("response_type", Some("id_token code")).await, ErrorCode::UnsupportedResponseType);
}

// requirement: A06
#[tokio::test]
async fn a_signed_answer_is_for_its_client_and_a_few_minutes() {
    let house = house().await;
    house.register(Client { id_token_alg: SigningAlg::ES256, ..confidential() }).await;
    let client = crate::client::Clients::client(&*house.clients, &"dui".into()).await.unwrap().unwrap();
    let query = with("response_mode", Some("jwt"));
    let success = house.check(&query).await.unwrap().success("c-1", "sid");
    let Err(AuthorizationRefusal::Redirect(refused)) = house.check(&format!("{query}&prompt=x")).await else {
        panic!("a redirect was expected")
    };
    for (answer, said) in [(success, "code"), (refused.answer(), "error")] {
        let ready = house.responses.ready(answer, &client).await.unwrap();
        assert_eq!(ready.parameters.len(), 1);
        assert!(ready.location().starts_with(&format!("{RETURN}?response=")));
        let claims = jose::jws::unverified_claims(ready.parameter("response").unwrap()).unwrap();
        assert_eq!((claims["iss"].as_str(), claims["aud"].as_str()), (Some(ISSUER), Some("dui")));
        assert_eq!(claims["state"], "s-1");
        assert!(claims.contains_key(said));
        let life = claims["exp"].as_i64().unwrap() - house.ambient.now().seconds();
        assert!((1..=600).contains(&life));
    }
    let plain = house.check(BASE).await.unwrap().success("c-1", "sid");
    assert!(house.responses.ready(plain.clone(), &client).await.unwrap() == plain);
}
