//! Where the parameters are: one place is read, nothing is merged.

use ambient::Seconds;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;
use crate::client::{ClientKeys, Origin, RequestRules};
use crate::fakes::FakeSender;

const AT: &str = "https://rp.test/object.jwt";

struct Signer {
    house: FakeIssuer,
    key: FakeSender,
}

impl Signer {
    async fn new(profile: Profile) -> Self {
        let (house, key) = (FakeIssuer::new().await, FakeSender::new());
        let keys = ClientKeys::Jwks(json!({ "keys": [key.jwk()] }).to_string());
        let requests = RequestRules { request_uris: vec![AT.into()], ..RequestRules::default() };
        house.register(Client { profile, keys, requests, ..confidential() }).await;
        Self { house, key }
    }

    fn object(&self, redirect_uri: &str, exp: i64) -> String {
        let exp = self.house.ambient.now().seconds() + exp;
        let claims = json!({
            "iss": "dui", "aud": ISSUER, "response_type": "code", "redirect_uri": redirect_uri, "exp": exp,
            "scope": "openid scope_all", "state": "inside", "nonce": "n-1", "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        });
        self.key.sign(&json!({ "alg": "ES256", "typ": "oauth-authz-req+jwt" }), &claims)
    }

    async fn page(&self, query: &str) -> PageRefusal {
        match self.house.check(query).await {
            Err(AuthorizationRefusal::Page(refusal)) => refusal,
            other => panic!("a page was expected for {query}, got {other:?}"),
        }
    }
}

// requirement: A11
#[tokio::test]
async fn what_stands_beside_a_signed_object_is_not_read() {
    let signer = Signer::new(Profile::Psc).await;
    let beside = "&state=outside&nonce=outside&prompt=none&max_age=1&redirect_uri=https%3A%2F%2Fevil.example&scope=x";
    let query = format!("client_id=dui&request={}{beside}", signer.object(RETURN, 60));
    let request = signer.house.check(&query).await.unwrap();
    assert_eq!((request.state.as_deref(), request.nonce.as_deref()), (Some("inside"), Some("n-1")));
    assert_eq!((request.redirect_uri.as_str(), request.max_age), (RETURN, None));
    assert!(!request.prompts.none());
    assert_eq!(request.scope.to_string(), "openid profile scope_all identity");
}

// requirement: A02 A10
#[tokio::test]
async fn an_object_that_is_not_proven_redirects_nowhere() {
    let signer = Signer::new(Profile::Psc).await;
    let forged = FakeSender::new().sign(&json!({ "alg": "ES256" }), &json!({ "redirect_uri": RETURN }));
    let query = format!("client_id=dui&request={forged}&redirect_uri={}", encoded(RETURN));
    assert!(matches!(signer.page(&query).await, PageRefusal::RequestObject(..)));
    let elsewhere = format!("client_id=dui&request={}", signer.object("https://evil.example/cb", 60));
    assert!(matches!(signer.page(&elsewhere).await, PageRefusal::RedirectUriUnknown(_)));
    let twice = format!("client_id=dui&request={0}&request={0}", signer.object(RETURN, 60));
    assert!(matches!(signer.page(&twice).await, PageRefusal::RequestUri(..)));
}

// requirement: A06 A10
#[tokio::test]
async fn an_old_object_is_refused_at_the_address_that_its_client_signed() {
    let signer = Signer::new(Profile::Psc).await;
    let query = format!("client_id=dui&request={}", signer.object(RETURN, -100));
    assert_eq!(sent_back(&signer.house, &query).await, ErrorCode::InvalidRequestObject);
}

#[tokio::test]
async fn beside_a_standard_request_an_object_is_refused_at_the_address_of_the_request() {
    let signer = Signer::new(Profile::Oidc).await;
    let query = format!("{BASE}&request=e30.e30.");
    assert_eq!(sent_back(&signer.house, &query).await, ErrorCode::InvalidRequestObject);
    let evil = format!("{}&request=e30.e30.", with("redirect_uri", Some("https://evil.example/cb")));
    assert!(matches!(signer.page(&evil).await, PageRefusal::RequestObject(..)));
}

// requirement: A12
#[tokio::test]
async fn an_object_is_fetched_from_registered_addresses_alone() {
    let signer = Signer::new(Profile::Psc).await;
    for uri in [
        "https://evil.example/object",
        "http://127.0.0.1/object",
        "https://rp.test/object.jwt?x",
        "https://rp.test/OBJECT.jwt",
        "file:///etc/passwd",
        "urn:ietf:params:oauth:request_ur",
    ] {
        let page = signer.page(&format!("client_id=dui&request_uri={}", encoded(uri))).await;
        assert!(matches!(page, PageRefusal::RequestUri(..)), "{uri}");
    }
    assert!(signer.house.documents.asked().is_empty(), "nobody was called");
    let registered = format!("client_id=dui&request_uri={}", encoded(AT));
    assert!(matches!(signer.page(&registered).await, PageRefusal::RequestUri(..)), "it gives nothing");
    signer.house.documents.hold(AT, &signer.object(RETURN, 60));
    assert_eq!(signer.house.check(&registered).await.unwrap().state.as_deref(), Some("inside"));
    let both = format!("{registered}&request={}", signer.object(RETURN, 60));
    assert!(matches!(signer.page(&both).await, PageRefusal::RequestUri(..)));
}

// requirement: A12
#[tokio::test]
async fn whoever_asks_again_and_again_does_not_have_a_client_s_address_called_without_end() {
    let signer = Signer::new(Profile::Psc).await;
    let query = format!("client_id=dui&request_uri={}", encoded(AT));
    for _ in 0..1_000 {
        assert!(matches!(signer.page(&query).await, PageRefusal::RequestUri(..)));
    }
    assert_eq!(signer.house.documents.asked().len(), 300);
    signer.house.clock.advance(Seconds(60));
    signer.house.documents.hold(AT, &signer.object(RETURN, 60));
    assert!(signer.house.check(&query).await.is_ok(), "a minute later it is asked again");
}

// requirement: A12
#[tokio::test]
async fn the_fragment_of_an_address_is_the_hash_of_what_it_gives() {
    let signer = Signer::new(Profile::Psc).await;
    let object = signer.object(RETURN, 60);
    signer.house.documents.hold(AT, &object);
    let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, object.as_bytes()));
    let by = |hash: &str| format!("client_id=dui&request_uri={}", encoded(&format!("{AT}#{hash}")));
    assert!(signer.house.check(&by(&hash)).await.is_ok());
    for wrong in [&hash[1..], "x"] {
        assert!(matches!(signer.page(&by(wrong)).await, PageRefusal::RequestUri(..)), "{wrong}");
    }
}

// requirement: A12
#[tokio::test]
async fn a_registered_fragment_is_a_version_for_caches_and_nothing_is_cached() {
    let signer = Signer::new(Profile::Psc).await;
    let uri = format!("{AT}#version-1");
    let query = format!("client_id=dui&request_uri={}", encoded(&uri));
    signer.house.documents.hold(AT, &signer.object(RETURN, 60));
    assert!(matches!(signer.page(&query).await, PageRefusal::RequestUri(..)), "not registered, and not a hash");
    // spec: OpenID Connect Core §6.2 MAY
    signer.house.change_client("dui", |client| client.requests.request_uris = vec![uri.clone()]).await;
    assert!(signer.house.check(&query).await.is_ok());
    let forged = FakeSender::new().sign(&json!({ "alg": "ES256" }), &json!({ "redirect_uri": RETURN }));
    signer.house.documents.hold(AT, &forged);
    assert!(matches!(signer.page(&query).await, PageRefusal::RequestObject(..)), "the signature vouches, as ever");
}

// requirement: A21
#[tokio::test]
async fn a_client_that_registered_itself_does_not_bounce_a_browser_by_a_wrong_request() {
    let house = house().await;
    let pause = async |query: String| match house.check(&query).await.unwrap_err() {
        AuthorizationRefusal::Redirect(redirect) => redirect.pause,
        AuthorizationRefusal::Page(page) => panic!("{page}"),
    };
    let wrong = format!("{}&prompt=none", with("scope", Some("openid frobnicate")));
    assert!(!pause(wrong.clone()).await, "the operator registered it");
    for trusted in [true, false] {
        let origin = Origin::Dynamic { access: "resting".to_owned().into(), at: house.ambient.now(), trusted };
        house.register(Client { origin, ..confidential() }).await;
        assert_eq!(pause(wrong.clone()).await, !trusted);
    }
    let silent = house.check(&with("prompt", Some("none"))).await.unwrap();
    assert!(!silent.refuse(ErrorCode::LoginRequired, "").pause, "a good silent request is answered silently");
}
