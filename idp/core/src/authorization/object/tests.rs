use ambient::Seconds;
use oidc::ErrorCode;
use serde_json::{Value, json};

use super::*;
use crate::client::{Client, ClientKeys, Profile};
use crate::fakes::{FakeIssuer, FakeSender, ISSUER, RETURN, client};

const TYP: &str = "oauth-authz-req+jwt";

struct Bench {
    house: FakeIssuer,
    key: FakeSender,
    objects: Objects,
    client: Client,
}

impl Bench {
    async fn new(profile: Profile) -> Self {
        let (house, key) = (FakeIssuer::new().await, FakeSender::new());
        let keys = ClientKeys::Jwks(json!({ "keys": [key.jwk()] }).to_string());
        let objects = Objects::new(house.ambient.clone(), ISSUER.into(), house.client_keys.clone());
        Self { house, key, objects, client: Client { profile, keys, ..client() } }
    }

    /// What does, for every profile.
    fn claims(&self) -> Value {
        let now = self.house.ambient.now().seconds();
        json!({
            "iss": "dui", "aud": ISSUER, "client_id": "dui", "response_type": "code", "redirect_uri": RETURN,
            "scope": "openid scope_all", "state": "inside", "max_age": 60, "claims": { "id_token": { "acr": null } },
            "resource": ["https://api.test/a", "https://api.test/b"], "nbf": now, "iat": now, "exp": now + 300,
        })
    }

    fn with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims();
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value,
        }
        claims
    }

    async fn open(&self, header: Value, claims: &Value) -> Result<Parameters, Unread> {
        self.objects.open(&self.client, &self.key.sign(&header, claims)).await
    }

    /// Whether what was signed may say where the refusal goes.
    async fn refused(&self, header: Value, claims: &Value) -> bool {
        match self.open(header, claims).await {
            Err(Unread::Fault(fault, believed)) => {
                assert_eq!(fault.error, ErrorCode::InvalidRequestObject, "{}", fault.why);
                believed.0.get("redirect_uri").is_some()
            }
            Err(Unread::Unavailable(cause)) => panic!("{cause}"),
            Ok(_) => panic!("{claims} was read"),
        }
    }
}

fn header(typ: &str) -> Value {
    json!({ "alg": "ES256", "typ": typ })
}

// requirement: A10 A11
#[tokio::test]
async fn a_signed_object_says_the_whole_request() {
    for profile in Profile::ALL {
        let bench = Bench::new(profile).await;
        let params = bench.open(header(TYP), &bench.claims()).await.unwrap();
        assert_eq!((params.get("state"), params.get("max_age")), (Some("inside"), Some("60")));
        assert_eq!(params.get("claims"), Some(r#"{"id_token":{"acr":null}}"#));
        assert_eq!(params.all("resource").count(), 2);
        assert_eq!((params.get("iss"), params.get("exp")), (None, None), "what the JWT says of itself is no parameter");
    }
}

// requirement: A10 K03
#[tokio::test]
async fn another_kind_of_jwt_of_the_client_is_no_request() {
    let bench = Bench::new(Profile::Oidc).await;
    for typ in [TYP, "OAUTH-AUTHZ-REQ+JWT", "application/oauth-authz-req+jwt", "JWT", "jwt"] {
        assert!(bench.open(header(typ), &bench.claims()).await.is_ok(), "{typ}");
    }
    assert!(bench.open(json!({ "alg": "ES256" }), &bench.claims()).await.is_ok());
    for typ in
        ["at+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "token-introspection+jwt", "client-authentication+jwt"]
    {
        assert!(!bench.refused(header(typ), &bench.claims()).await, "{typ}");
    }
    assert!(!bench.refused(header(TYP), &bench.with("sub", json!("dui"))).await, "it would pass for an assertion");
}

// requirement: A10
#[tokio::test]
async fn an_object_of_somebody_else_or_for_somebody_else_says_nothing_at_all() {
    let bench = Bench::new(Profile::Oidc).await;
    for (name, value) in [
        ("iss", json!("dmp")),
        ("iss", Value::Null),
        ("aud", json!("https://other.example")),
        ("aud", json!(["https://other.example"])),
        ("aud", Value::Null),
        ("client_id", json!("dmp")),
        ("client_id", json!(["dui"])),
    ] {
        assert!(!bench.refused(header(TYP), &bench.with(name, value.clone())).await, "{name}: {value}");
    }
    assert!(bench.open(header(TYP), &bench.with("aud", json!([ISSUER, "https://other.example"]))).await.is_ok());
}

// requirement: A10 K04
#[tokio::test]
async fn an_object_has_its_time() {
    let bench = Bench::new(Profile::Oidc).await;
    let now = bench.house.ambient.now().seconds();
    for (name, value) in [
        ("exp", json!(now - 61)),
        ("exp", json!("soon")),
        ("nbf", json!(now + 61)),
        ("iat", json!(now + 61)),
        ("iat", json!(-1)),
    ] {
        assert!(bench.refused(header(TYP), &bench.with(name, value.clone())).await, "{name}: {value}");
    }
    for (name, value) in [("exp", json!(now - 10)), ("nbf", json!(now + 10)), ("exp", Value::Null)] {
        assert!(bench.open(header(TYP), &bench.with(name, value.clone())).await.is_ok(), "{name}: {value}");
    }
    bench.house.clock.advance(Seconds(400));
    assert!(
        bench
            .refused(header(TYP), &json!({ "iss": "dui", "aud": ISSUER, "redirect_uri": RETURN, "exp": now + 300 }))
            .await
    );
}

// requirement: A10
#[tokio::test]
async fn an_object_of_a_fapi_client_lives_an_hour_at_most() {
    let bench = Bench::new(Profile::Fapi2MessageSigning).await;
    let now = bench.house.ambient.now().seconds();
    let mut old = bench.with("nbf", json!(now - 3_700));
    old["exp"] = json!(now - 100);
    for claims in [
        bench.with("exp", Value::Null),
        bench.with("nbf", Value::Null),
        bench.with("exp", json!(now + 3_601)),
        bench.with("nbf", json!(now - 3_700)),
        old,
    ] {
        assert!(bench.refused(header(TYP), &claims).await, "{claims}");
    }
    assert!(bench.open(header(TYP), &bench.with("exp", json!(now + 3_600))).await.is_ok());
}

// requirement: A10
#[tokio::test]
async fn an_object_holds_no_other_object() {
    let bench = Bench::new(Profile::Oidc).await;
    for name in ["request", "request_uri"] {
        assert!(bench.refused(header(TYP), &bench.with(name, json!("https://rp.test/object"))).await, "{name}");
    }
}

// requirement: A10 K01
#[tokio::test]
async fn nothing_but_a_key_of_the_client_signs_its_objects() {
    let bench = Bench::new(Profile::Oidc).await;
    let good = bench.key.sign(&header(TYP), &bench.claims());
    let payload = good.split('.').nth(1).unwrap();
    let foreign = FakeSender::new().sign(&header(TYP), &bench.claims());
    let none = |alg: &str| {
        let header = jose::jws::to_sign(&json!({ "alg": alg }), &json!({})).unwrap();
        format!("{}.{payload}.", header.split('.').next().unwrap())
    };
    let embedded = bench.key.sign(&bench.key.header(), &bench.claims());
    let wrong =
        [foreign, none("none"), none("None"), none("HS256"), embedded, "e30".into(), String::new(), format!("{good}A")];
    for object in wrong {
        match bench.objects.open(&bench.client, &object).await {
            Err(Unread::Fault(fault, believed)) => {
                assert_eq!(fault.error, ErrorCode::InvalidRequestObject);
                assert!(believed.0.get("redirect_uri").is_none(), "{object}");
            }
            _ => panic!("{object}"),
        }
    }
    let without_keys = Client { keys: ClientKeys::None, ..bench.client.clone() };
    assert!(bench.objects.open(&without_keys, &good).await.is_err());
}

// requirement: A10
#[tokio::test]
async fn the_registered_algorithm_is_the_only_one() {
    let mut bench = Bench::new(Profile::Oidc).await;
    bench.client.requests.object_alg = Some(JwsAlg::PS256);
    assert!(!bench.refused(header(TYP), &bench.claims()).await);
    bench.client.requests.object_alg = Some(JwsAlg::ES256);
    assert!(bench.open(header(TYP), &bench.claims()).await.is_ok());
    assert!(!algorithms(&Client { profile: Profile::Fapi2, ..client() }).contains(&JwsAlg::RS256));
    assert!(algorithms(&Client { profile: Profile::Oidc, ..client() }).contains(&JwsAlg::RS256));
}

// requirement: A10
#[tokio::test]
async fn an_object_has_a_stated_length() {
    let bench = Bench::new(Profile::Oidc).await;
    assert!(!bench.refused(header(TYP), &bench.with("state", json!("x".repeat(LONGEST)))).await);
}
