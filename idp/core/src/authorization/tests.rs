mod by_browser;
mod policy;
mod profiles;
mod redirect_uri;
mod sources;

use oidc::{Acr, ErrorCode, Prompt, ResponseMode};

use super::{AuthorizationRefusal, PageRefusal};
use crate::client::{Client, ClientAuth, Profile};
use crate::fakes::{ALBA, FakeIssuer, ISSUER, RETURN, client};
use crate::moyen::MoyenKind;

const BASE: &str = "client_id=dui&response_type=code&redirect_uri=https%3A%2F%2Ftilleuls.example%2Fretour\
    &scope=openid+scope_all&acr_values=eidas1&state=s-1&nonce=n-1";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn confidential() -> Client {
    Client { auth: ClientAuth::ClientSecretPost { secret: "resting".into() }, may_hint_situation: false, ..client() }
}

async fn house() -> FakeIssuer {
    let house = FakeIssuer::new().await;
    house.register(confidential()).await;
    house
}

/// `BASE` with one parameter taken away or given another value.
fn with(name: &str, value: Option<&str>) -> String {
    let kept = url::form_urlencoded::parse(BASE.as_bytes()).filter(|(known, _)| known != name);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept);
    query.extend_pairs(value.map(|value| (name, value)));
    query.finish()
}

async fn page(query: &str) -> PageRefusal {
    match house().await.check(query).await {
        Err(AuthorizationRefusal::Page(refusal)) => refusal,
        other => panic!("a page was expected for {query}, got {other:?}"),
    }
}

async fn sent_back(house: &FakeIssuer, query: &str) -> ErrorCode {
    let Err(AuthorizationRefusal::Redirect(redirect)) = house.check(query).await else {
        panic!("a redirect was expected for {query}");
    };
    let answer = redirect.answer();
    assert_eq!(answer.parameter("iss"), Some(ISSUER), "{query}");
    assert!(answer.location().starts_with(RETURN), "{query}");
    redirect.error
}

async fn refused(name: &str, value: Option<&str>) -> ErrorCode {
    sent_back(&house().await, &with(name, value)).await
}

// requirement: A06
#[tokio::test]
async fn a_request_of_pro_sante_connect_passes() {
    let request = house().await.check(BASE).await.unwrap();
    assert_eq!(request.scope.to_string(), "openid profile scope_all identity");
    assert_eq!(request.acr_floor, Some(Acr::Eidas1));
    assert_eq!(request.moyens, MoyenKind::ALL);
    assert_eq!((request.state.as_deref(), request.nonce.as_deref()), (Some("s-1"), Some("n-1")));
    let answer = request.success("c-1", "sid");
    assert_eq!(answer.location(), format!("{RETURN}?code=c-1&state=s-1&session_state=sid&iss={}", encoded(ISSUER)));
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn a_request_survives_its_parking() {
    let request = house().await.check(BASE).await.unwrap();
    let parked = serde_json::to_vec(&request).unwrap();
    assert_eq!(serde_json::from_slice::<super::AuthorizationRequest>(&parked).unwrap(), request);
}

// requirement: A02
#[tokio::test]
async fn an_unknown_client_gets_a_page() {
    assert!(matches!(page(&with("client_id", Some("nobody"))).await, PageRefusal::ClientUnknown));
    assert!(matches!(page(&with("client_id", None)).await, PageRefusal::ClientMissing));
    assert!(matches!(page(&format!("{BASE}&client_id=dui")).await, PageRefusal::ClientMissing));
}

#[tokio::test]
async fn a_disabled_client_gets_a_page() {
    let house = house().await;
    house.register(Client { disabled_at: Some(house.ambient.now()), ..confidential() }).await;
    let refusal = house.check(BASE).await.unwrap_err();
    assert!(matches!(refusal, AuthorizationRefusal::Page(PageRefusal::ClientDisabled(_))));
}

// requirement: A06 A13
#[tokio::test]
async fn a_duplicate_parameter_is_refused() {
    let house = house().await;
    assert_eq!(sent_back(&house, &format!("{BASE}&scope=openid")).await, ErrorCode::InvalidRequest);
    assert_eq!(sent_back(&house, &format!("{BASE}&foo=1&foo=2")).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn registration_in_the_request_is_refused_by_name() {
    assert_eq!(refused("registration", Some("{}")).await, ErrorCode::RegistrationNotSupported);
}

// requirement: A03
#[tokio::test]
async fn only_a_code_travels_by_the_browser() {
    for response_type in ["token", "id_token token", "code token", "none"] {
        assert_eq!(refused("response_type", Some(response_type)).await, ErrorCode::UnsupportedResponseType);
    }
    assert_eq!(refused("response_type", None).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_response_mode_is_one_of_the_discovery_document() {
    assert_eq!(refused("response_mode", Some("web_message")).await, ErrorCode::InvalidRequest);
    for mode in ResponseMode::ALL {
        let request = house().await.check(&with("response_mode", Some(mode.word()))).await.unwrap();
        assert_eq!(request.response_mode, mode);
    }
}

// requirement: A22
#[tokio::test]
async fn a_state_and_a_nonce_have_a_stated_length() {
    let kept = "x".repeat(2_048);
    assert_eq!(house().await.check(&with("state", Some(&kept))).await.unwrap().state.as_deref(), Some(&*kept));
    assert_eq!(refused("state", Some(&"x".repeat(2_049))).await, ErrorCode::InvalidRequest);
    assert_eq!(refused("nonce", Some(&"x".repeat(513))).await, ErrorCode::InvalidRequest);
}

// requirement: C13
#[tokio::test]
async fn a_scope_is_known_registered_and_holds_openid() {
    for scope in ["scope_all", "openid frobnicate", "openid situation"] {
        assert_eq!(refused("scope", Some(scope)).await, ErrorCode::InvalidScope, "{scope}");
    }
    assert_eq!(refused("scope", None).await, ErrorCode::InvalidScope);
}

// requirement: A04
#[tokio::test]
async fn pkce_is_s256_or_nothing() {
    let house = house().await;
    let with_pkce =
        |challenge: &str, method: &str| format!("{BASE}&code_challenge={challenge}&code_challenge_method={method}");
    assert!(house.check(&with_pkce(CHALLENGE, "S256")).await.unwrap().code_challenge.is_some());
    for query in [
        with_pkce(CHALLENGE, "plain"),
        with_pkce(&CHALLENGE[1..], "S256"),
        with_pkce(&"A".repeat(129), "S256"),
        format!("{BASE}&code_challenge={CHALLENGE}"),
        format!("{BASE}&code_challenge_method=S256"),
    ] {
        assert_eq!(sent_back(&house, &query).await, ErrorCode::InvalidRequest, "{query}");
    }
}

// requirement: A04
#[tokio::test]
async fn pkce_is_demanded_of_public_clients_and_where_the_registration_says_so() {
    let house = house().await;
    assert!(house.check(BASE).await.is_ok());
    house.register(Client { pkce_required: true, ..confidential() }).await;
    assert_eq!(sent_back(&house, BASE).await, ErrorCode::InvalidRequest);
    house.register(Client { auth: ClientAuth::None, ..confidential() }).await;
    assert_eq!(sent_back(&house, BASE).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn prompt_none_stands_alone() {
    assert_eq!(refused("prompt", Some("none login")).await, ErrorCode::InvalidRequest);
    assert_eq!(refused("prompt", Some("frobnicate")).await, ErrorCode::InvalidRequest);
    let request = house().await.check(&with("prompt", Some("login select_account"))).await.unwrap();
    assert!(request.prompts.asks(Prompt::SelectAccount));
}

#[tokio::test]
async fn max_age_is_a_number_of_seconds() {
    for max_age in ["-1", "1.5", "soon"] {
        assert_eq!(refused("max_age", Some(max_age)).await, ErrorCode::InvalidRequest);
    }
}

// requirement: A18
#[tokio::test]
async fn a_level_that_no_means_reaches_is_refused_and_never_lowered() {
    let strict = house().await;
    strict.register(Client { profile: Profile::Oidc, ..confidential() }).await;
    for unreachable in ["loa9", "substantial"] {
        let refused = sent_back(&strict, &with("acr_values", Some(unreachable))).await;
        assert_eq!(refused, ErrorCode::UnmetAuthenticationRequirements);
    }
    let essential = r#"{"id_token":{"acr":{"essential":true,"values":["eidas2"]}}}"#;
    assert_eq!(refused("claims", Some(essential)).await, ErrorCode::UnmetAuthenticationRequirements);
    let wish = r#"{"id_token":{"acr":{"value":"eidas2"}}}"#;
    assert!(house().await.check(&with("claims", Some(wish))).await.is_ok());
}

#[tokio::test]
async fn a_service_of_pro_sante_connect_may_send_the_level_that_it_always_sent() {
    for sent in ["eidas1", "eidas2", "eidas3", "1"] {
        let request = house().await.check(&with("acr_values", Some(sent))).await.unwrap();
        assert_eq!(request.moyens.len(), 4, "{sent}");
    }
}

#[tokio::test]
async fn a_level_leaves_only_the_means_that_reach_it() {
    let house = house().await;
    house.register(Client { profile: Profile::Oidc, ..confidential() }).await;
    assert_eq!(house.check(&with("acr_values", Some("eidas3"))).await.unwrap().moyens, [MoyenKind::Carte]);
    assert_eq!(house.check(&with("acr_values", Some("eidas3 eidas2"))).await.unwrap().moyens.len(), 4);
}

#[tokio::test]
async fn claims_that_are_no_json_are_refused() {
    assert_eq!(refused("claims", Some("{")).await, ErrorCode::InvalidRequest);
}

// requirement: A20
#[tokio::test]
async fn a_foreign_hint_is_refused_and_an_expired_one_of_ours_does() {
    let house = house().await;
    assert_eq!(sent_back(&house, &with("id_token_hint", Some("e30.e30.x"))).await, ErrorCode::InvalidRequest);
    let mut claims =
        serde_json::json!({ "iss": ISSUER, "typ": "ID", "aud": "dui", "azp": "dui", "sub": "f:x:1", "exp": 1 });
    let sign =
        async |claims: &serde_json::Value| house.signing.sign(crate::key::SigningAlg::ES256, claims).await.unwrap();
    let expired = sign(&claims).await;
    assert_eq!(house.check(&with("id_token_hint", Some(&expired))).await.unwrap().hinted.unwrap().sub, "f:x:1");
    for (claim, value) in [("aud", "dmp"), ("azp", "dmp"), ("iss", "https://evil.example"), ("typ", "Bearer")] {
        let kept = std::mem::replace(&mut claims[claim], value.into());
        let hint = sign(&claims).await;
        assert_eq!(sent_back(&house, &with("id_token_hint", Some(&hint))).await, ErrorCode::InvalidRequest, "{claim}");
        claims[claim] = kept;
    }
}

#[tokio::test]
async fn a_local_identity_provider_is_refused_clearly() {
    assert_eq!(refused("kc_idp_hint", Some("chu")).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_login_hint_has_a_stated_length() {
    assert_eq!(refused("login_hint", Some(&"8".repeat(257))).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_situation_is_hinted_only_by_a_client_that_may() {
    assert_eq!(refused("situation_hint", Some("690990114")).await, ErrorCode::UnauthorizedClient);
    let house = house().await;
    house.register(Client { may_hint_situation: true, ..confidential() }).await;
    let request = house.check(&with("situation_hint", Some("690990114"))).await.unwrap();
    assert_eq!(request.situation_hint.as_deref(), Some("690990114"));
    assert_eq!(sent_back(&house, &with("situation_hint", Some("a b"))).await, ErrorCode::InvalidRequest);
}
