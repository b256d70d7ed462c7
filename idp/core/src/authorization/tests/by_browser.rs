//! Response types that carry tokens.

use oidc::{ErrorCode, GrantType, ResponseMode, ResponseType};

use super::*;
use crate::authorization::{Authorization, Deps};
use crate::client::RequestRules;

const QUERY: &str = "client_id=spa&redirect_uri=https%3A%2F%2Ftilleuls.example%2Fretour&scope=openid+profile&state=s-1\
    &nonce=n-1&response_type=id_token+token";

async fn house_of_spa() -> FakeIssuer {
    let house = FakeIssuer::new().await;
    let implicit = vec![ResponseType::IdToken, ResponseType::IdTokenToken];
    let requests = RequestRules { implicit, ..RequestRules::default() };
    let grants = vec![GrantType::Implicit];
    let scopes = ["openid", "profile", "offline_access"].map(str::to_owned).to_vec();
    let spa = Client {
        id: "spa".into(),
        profile: Profile::Oidc,
        auth: ClientAuth::None,
        grants,
        requests,
        scopes,
        ..client()
    };
    house.register(spa).await;
    house
}

#[tokio::test]
async fn a_client_that_registered_it_gets_tokens_in_the_fragment_without_pkce() {
    let house = house_of_spa().await;
    let request = house.check(QUERY).await.unwrap();
    assert_eq!((request.response_type, request.response_mode), (ResponseType::IdTokenToken, ResponseMode::Fragment));
    assert_eq!(request.code_challenge, None);
}

// requirement: A03
#[tokio::test]
async fn where_the_realm_has_no_tokens_by_the_browser_registering_them_changes_nothing() {
    let house = house_of_spa().await;
    let without = Authorization::new(Deps { implicit: false, ..house.authorization.0.clone() });
    let params = oidc::Parameters::parse(QUERY.as_bytes());
    let Err(AuthorizationRefusal::Redirect(redirect)) = without.check(&params).await else { panic!("a redirect") };
    assert_eq!(redirect.error, ErrorCode::UnsupportedResponseType);
}

// requirement: A03
#[tokio::test]
async fn tokens_never_travel_in_a_query_without_nonce_or_openid_or_bound_to_a_key() {
    let house = house_of_spa().await;
    let plain = QUERY.replace("&nonce=n-1", "");
    for (query, error) in [
        (format!("{QUERY}&response_mode=query"), ErrorCode::InvalidRequest),
        (format!("{QUERY}&response_mode=query.jwt"), ErrorCode::InvalidRequest),
        (plain.clone(), ErrorCode::InvalidRequest),
        (format!("{plain}&nonce="), ErrorCode::InvalidRequest),
        (QUERY.replace("openid+profile", "profile"), ErrorCode::InvalidScope),
        (format!("{QUERY}&dpop_jkt={CHALLENGE}"), ErrorCode::InvalidRequest),
    ] {
        let Err(AuthorizationRefusal::Redirect(redirect)) = house.check(&query).await else { panic!("{query}") };
        assert_eq!((redirect.error, redirect.response_mode), (error, ResponseMode::Fragment), "{query}");
    }
}

#[tokio::test]
async fn jwt_means_the_fragment_and_nothing_goes_on_without_the_session() {
    let house = house_of_spa().await;
    let request = house.check(&format!("{QUERY}&response_mode=jwt")).await.unwrap();
    assert_eq!(request.response_mode, ResponseMode::FragmentJwt);
    let offline = QUERY.replace("openid+profile", "openid+profile+offline_access");
    let request = house.check(&format!("{offline}&prompt=consent")).await.unwrap();
    assert_eq!(request.scope.to_string(), "openid profile");
}
