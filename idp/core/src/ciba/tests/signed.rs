use oidc::Parameters;
use serde_json::{Value, json};

use super::{ALBA, ask, house};
use crate::client::{CibaRules, Client, ClientKeys, Profile};
use crate::fakes::{FakeIssuer, FakeSender, ISSUER, client};

struct Bench {
    house: FakeIssuer,
    key: FakeSender,
}

impl Bench {
    async fn new() -> Self {
        let (house, key) = (house().await, FakeSender::new());
        let set = json!({ "keys": [key.jwk()] }).to_string();
        house
            .change_client("oidc", |client| {
                client.keys = ClientKeys::Jwks(set);
                client.ciba = Some(CibaRules::Poll { request_alg: Some(jose::JwsAlg::ES256) });
            })
            .await;
        Self { house, key }
    }

    fn claims(&self) -> Value {
        let now = FakeIssuer::START.seconds();
        json!({
            "iss": "oidc", "aud": ISSUER, "iat": now, "nbf": now, "exp": now + 300, "jti": "jti-1",
            "scope": "openid scope_all", "login_hint": ALBA, "binding_message": "1234", "requested_expiry": 60,
        })
    }

    async fn send(&self, object: &str, beside: &str) -> Result<i64, (&'static str, &'static str)> {
        let form = format!("client_id=oidc&client_secret=s3cret&request={object}{beside}");
        let refused = |refusal: crate::ciba::CibaRefusal| (refusal.public().error.word(), refusal.public().description);
        ask(&self.house, &form).await.map(|accepted| accepted.expires_in.0).map_err(refused)
    }

    async fn signed(&self, claims: &Value) -> Result<i64, (&'static str, &'static str)> {
        self.send(&self.key.sign(&json!({ "alg": "ES256", "typ": "JWT" }), claims), "").await
    }
}

// requirement: M02
#[tokio::test]
async fn a_signed_request_is_read_once() {
    let bench = Bench::new().await;
    assert_eq!(bench.signed(&bench.claims()).await, Ok(60), "numbers may be JSON");
    assert_eq!(bench.signed(&bench.claims()).await, Err(("invalid_request", "request: jti was used before")));
}

// requirement: M02
#[tokio::test]
async fn each_claim_of_a_signed_request_is_required_and_holds() {
    let bench = Bench::new().await;
    let now = FakeIssuer::START.seconds();
    for name in ["iss", "aud", "iat", "nbf", "exp", "jti"] {
        let mut claims = bench.claims();
        claims.as_object_mut().unwrap().remove(name);
        assert_eq!(bench.signed(&claims).await.unwrap_err().0, "invalid_request", "without {name}");
    }
    for (name, value) in [
        ("iss", json!("dui")),
        ("aud", json!("https://other.example")),
        ("aud", json!(["https://other.example"])),
        ("exp", json!(now - 31)),
        ("exp", json!(now + 3_601)),
        ("nbf", json!(now + 31)),
        ("iat", json!(now + 31)),
        ("jti", json!("")),
        ("client_id", json!("dui")),
        ("sub", json!("oidc")),
        ("request", json!("a.b.c")),
        ("login_hint", json!(["a"])),
        ("binding_message", json!({})),
    ] {
        let mut claims = bench.claims();
        claims[name] = value.clone();
        assert_eq!(bench.signed(&claims).await.unwrap_err().0, "invalid_request", "{name} {value}");
    }
    let mut claims = bench.claims();
    claims["aud"] = json!(["https://other.example", ISSUER]);
    assert!(bench.signed(&claims).await.is_ok());
}

// RFC 8725 §3.11: another JWT that the client signs is no request
// requirement: M02
#[tokio::test]
async fn an_assertion_or_a_proof_of_the_client_is_no_signed_request() {
    let bench = Bench::new().await;
    for typ in ["client-authentication+jwt", "dpop+jwt", "at+jwt"] {
        let object = bench.key.sign(&json!({ "alg": "ES256", "typ": typ }), &bench.claims());
        let (word, why) = bench.send(&object, "").await.unwrap_err();
        assert_eq!(word, "invalid_request", "{typ}");
        assert!(why.starts_with("typ of the request object"), "{typ}: {why}");
    }
}

// requirement: M02
#[tokio::test]
async fn only_the_registered_key_and_algorithm_sign_and_nothing_stands_beside() {
    let bench = Bench::new().await;
    let claims = bench.claims();
    let stranger = FakeSender::new().sign(&json!({ "alg": "ES256" }), &claims);
    assert_eq!(bench.send(&stranger, "").await.unwrap_err().0, "invalid_request");
    for alg in ["none", "HS256", "RS256", "PS256"] {
        let object = bench.key.sign(&json!({ "alg": alg }), &claims);
        assert_eq!(bench.send(&object, "").await.unwrap_err().0, "invalid_request", "{alg}");
    }
    let object = bench.key.sign(&json!({ "alg": "ES256" }), &claims);
    assert!(bench.send(&object, "&login_hint=899900000029").await.unwrap_err().1.starts_with("beside request"));
    assert!(bench.send(&object, "").await.is_ok(), "nothing was spent by the refusals");
}

// requirement: M02
#[tokio::test]
async fn where_the_registration_or_the_profile_wants_a_signature_plain_parameters_are_refused() {
    let bench = Bench::new().await;
    let plain = super::form("oidc", &format!("login_hint={ALBA}&binding_message=47"));
    assert_eq!(super::refused(&bench.house, &plain).await.0, "invalid_request");
    let rules = CibaRules::Poll { request_alg: None };
    let params = Parameters::parse(plain.as_bytes());
    let fapi = Client { profile: Profile::FapiCiba, ..client() };
    let refusal = bench.house.ciba.check(&fapi, &rules, &params).await.unwrap_err();
    assert_eq!(refusal.public().description, "the request is signed: send it in the parameter request");
}
