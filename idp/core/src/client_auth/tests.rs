mod certificate;
mod fapi;
mod unproven;

use ambient::Seconds;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use oidc::Parameters;
use serde_json::{Value, json};

use super::{BackChannelCall, ClientAuthRefusal, ClientAuthentication, Proven};
use crate::client::{Client, ClientAuth, ClientKeys};
use crate::fakes::{FakeIssuer, ISSUER, client};

const SECRET: &str = "a:b%c dé+é";
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

async fn house() -> FakeIssuer {
    let house = Box::pin(FakeIssuer::new()).await;
    let secret = ClientAuthentication::rest_secret(&house.rest, SECRET);
    let basic =
        Client { id: "basic".into(), auth: ClientAuth::ClientSecretBasic { secret: secret.clone() }, ..client() };
    house.register(Client { id: "post".into(), auth: ClientAuth::ClientSecretPost { secret }, ..client() }).await;
    house.register(Client { id: "public".into(), auth: ClientAuth::None, ..client() }).await;
    house.register(basic).await;
    house
}

async fn call(
    house: &FakeIssuer,
    authorization: Option<&str>,
    form: &[(&str, &str)],
) -> Result<Client, ClientAuthRefusal> {
    let params: Parameters = form.iter().copied().collect();
    house
        .client_auth
        .authenticate(&BackChannelCall { authorization, ..BackChannelCall::plain(&params, "192.0.2.1") })
        .await
}

fn basic(id: &str, secret: &str) -> String {
    let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret))))
}

// requirement: C03 C08
#[tokio::test]
async fn a_client_proves_itself_by_its_registered_method_and_no_other() {
    let house = house().await;
    assert_eq!(call(&house, Some(&basic("basic", SECRET)), &[]).await.unwrap().id, "basic".into());
    assert_eq!(
        call(&house, None, &[("client_id", "post"), ("client_secret", SECRET)]).await.unwrap().id,
        "post".into()
    );
    assert_eq!(call(&house, None, &[("client_id", "public")]).await.unwrap().id, "public".into());
    let refused = [
        call(&house, Some(&basic("post", SECRET)), &[]).await,
        call(&house, None, &[("client_id", "basic"), ("client_secret", SECRET)]).await,
        call(&house, None, &[("client_id", "basic")]).await,
        call(&house, Some(&basic("public", "")), &[]).await,
        call(&house, Some(&basic("basic", "a:b%c d")), &[]).await,
        call(&house, Some(&basic("nobody", SECRET)), &[]).await,
        call(&house, Some("Basic ***"), &[]).await,
        call(&house, None, &[]).await,
    ];
    for (place, answer) in refused.into_iter().enumerate() {
        assert!(matches!(answer, Err(ClientAuthRefusal::Client { .. } | ClientAuthRefusal::Proof(_))), "case {place}");
    }
}

// requirement: O03
#[tokio::test]
async fn a_call_says_whether_its_client_proved_itself() {
    let house = house().await;
    for (id, secret, expected) in
        [("post", SECRET, true), ("post", "wrong", false), ("public", "", false), ("nobody", SECRET, false)]
    {
        let mut form = vec![("client_id", id), ("client_secret", secret)];
        form.retain(|(_, value)| !value.is_empty());
        let (params, proven): (Parameters, _) = (form.into_iter().collect(), Proven::default());
        let call = BackChannelCall { proven: Some(&proven), ..BackChannelCall::plain(&params, "192.0.2.1") };
        let _ = house.client_auth.authenticate(&call).await;
        assert_eq!(proven.is(), expected, "{id} {secret}");
    }
}

// requirement: C03
#[tokio::test]
async fn two_methods_at_once_are_an_invalid_request() {
    let house = house().await;
    let header = basic("basic", SECRET);
    let secret_too = call(&house, Some(&header), &[("client_id", "basic"), ("client_secret", SECRET)]).await;
    let assertion_too =
        call(&house, Some(&header), &[("client_assertion_type", JWT_BEARER), ("client_assertion", "a.b.c")]).await;
    let twice = call(&house, None, &[("client_id", "public"), ("client_id", "public")]).await;
    for answer in [secret_too, assertion_too, twice] {
        assert!(matches!(answer, Err(ClientAuthRefusal::Request(_))));
    }
}

// requirement: C04
#[tokio::test]
async fn the_body_names_the_client_that_authenticated() {
    let house = house().await;
    assert!(call(&house, Some(&basic("basic", SECRET)), &[("client_id", "basic")]).await.is_ok());
    assert!(call(&house, Some(&basic("basic", SECRET)), &[("client_id", "post")]).await.is_err());
}

// requirement: C08
#[tokio::test]
async fn wrong_secrets_slow_their_source_down_for_a_moment_only() {
    let house = house().await;
    let right = basic("basic", SECRET);
    for _ in 0..20 {
        assert!(matches!(call(&house, Some(&basic("basic", "x")), &[]).await, Err(ClientAuthRefusal::Proof(_))));
    }
    assert!(matches!(call(&house, Some(&right), &[]).await, Err(ClientAuthRefusal::Throttled { .. })));
    let params = Parameters::default();
    let elsewhere = BackChannelCall { authorization: Some(&right), ..BackChannelCall::plain(&params, "198.51.100.7") };
    assert!(house.client_auth.authenticate(&elsewhere).await.is_ok(), "a stranger cannot shut the owner out");
    assert!(house.journal.events().contains(&"client.authentication_throttled"));
    house.clock.advance(Seconds(61));
    assert!(call(&house, Some(&right), &[]).await.is_ok());
}

/// A client with a P-256 key.
struct Keyed {
    house: FakeIssuer,
    key: EncodingKey,
}

impl Keyed {
    async fn new() -> Self {
        let house = house().await;
        let key = p256();
        let jwks = |key: &EncodingKey, kid: &str| {
            let mut jwk = Jwk::from_encoding_key(key, Algorithm::ES256).unwrap();
            jwk.common.key_id = Some(kid.into());
            serde_json::to_string(&JwkSet { keys: vec![jwk] }).unwrap()
        };
        let keys = ClientKeys::Jwks(jwks(&key, "k1"));
        house.register(Client { id: "keyed".into(), auth: ClientAuth::PrivateKeyJwt, keys, ..client() }).await;
        let others = ClientKeys::Jwks(jwks(&p256(), "k1"));
        house.register(Client { id: "other".into(), auth: ClientAuth::PrivateKeyJwt, keys: others, ..client() }).await;
        Self { house, key }
    }

    fn claims(&self, jti: &str) -> Value {
        let now = self.house.ambient.now().seconds();
        json!({ "iss": "keyed", "sub": "keyed", "aud": ISSUER, "exp": now + 60, "iat": now, "jti": jti })
    }

    async fn present(&self, header: &Header, claims: &Value) -> Result<Client, ClientAuthRefusal> {
        let assertion = encode(header, claims, &self.key).unwrap();
        call(&self.house, None, &[("client_assertion_type", JWT_BEARER), ("client_assertion", &assertion)]).await
    }
}

fn p256() -> EncodingKey {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref())
}

fn header() -> Header {
    Header { kid: Some("k1".into()), ..Header::new(Algorithm::ES256) }
}

// requirement: C02
#[tokio::test]
async fn an_assertion_serves_once() {
    let keyed = Keyed::new().await;
    let claims = keyed.claims("one");
    assert_eq!(keyed.present(&header(), &claims).await.unwrap().id, "keyed".into());
    assert!(keyed.present(&header(), &claims).await.is_err());
    assert!(keyed.present(&Header::new(Algorithm::ES256), &keyed.claims("two")).await.is_ok());
}

#[tokio::test]
async fn an_assertion_is_meant_for_the_issuer_or_the_token_endpoint() {
    let keyed = Keyed::new().await;
    let token = format!("{ISSUER}/protocol/openid-connect/token");
    for (place, aud) in [json!(token), json!([token]), json!(["https://x.example", ISSUER])].into_iter().enumerate() {
        let mut claims = keyed.claims(&format!("aud-{place}"));
        claims["aud"] = aud;
        assert!(keyed.present(&header(), &claims).await.is_ok(), "case {place}");
    }
}

// requirement: C02 K04
#[tokio::test]
async fn each_claim_of_an_assertion_is_checked() {
    let keyed = Keyed::new().await;
    let now = keyed.house.ambient.now().seconds();
    let wrong = [
        ("iss", json!("other")),
        ("aud", json!("https://evil.example")),
        ("exp", json!(now - 61)),
        ("exp", json!(now + 700)),
        ("exp", Value::Null),
        ("nbf", json!(now + 61)),
        ("iat", json!(now + 61)),
        ("jti", json!("")),
        ("jti", Value::Null),
        ("sub", json!("other")),
    ];
    for (place, (name, value)) in wrong.into_iter().enumerate() {
        let mut claims = keyed.claims(&format!("wrong-{place}"));
        claims[name] = value;
        assert!(keyed.present(&header(), &claims).await.is_err(), "{name}, case {place}");
    }
}

// requirement: C02 K02
#[tokio::test]
async fn an_assertion_is_signed_by_a_key_of_this_client_and_names_no_other() {
    let keyed = Keyed::new().await;
    let foreign = [
        Header { kid: Some("k2".into()), ..header() },
        Header { jku: Some("https://evil.example/jwks".into()), ..header() },
        Header { x5u: Some("https://evil.example/x5u".into()), ..header() },
        Header { jwk: Some(Jwk::from_encoding_key(&keyed.key, Algorithm::ES256).unwrap()), ..header() },
        Header { crit: Some(vec!["b64".into()]), ..header() },
    ];
    for (place, header) in foreign.iter().enumerate() {
        assert!(keyed.present(header, &keyed.claims(&format!("foreign-{place}"))).await.is_err(), "case {place}");
    }
    let mut claims = keyed.claims("b");
    claims["iss"] = "other".into();
    claims["sub"] = "other".into();
    assert!(keyed.present(&header(), &claims).await.is_err(), "client B's assertion under A's key");
}

// requirement: K01
#[tokio::test]
async fn none_and_symmetric_algorithms_are_never_verified() {
    let keyed = Keyed::new().await;
    let claims = keyed.claims("hs");
    let public = Jwk::from_encoding_key(&keyed.key, Algorithm::ES256).unwrap();
    let secret = EncodingKey::from_secret(serde_json::to_string(&public).unwrap().as_bytes());
    let hs = encode(&Header { kid: Some("k1".into()), ..Header::new(Algorithm::HS256) }, &claims, &secret).unwrap();
    let b64 = |value: &Value| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(value.to_string());
    let none = format!("{}.{}.", b64(&json!({ "alg": "none" })), b64(&claims));
    for assertion in [hs, none] {
        let form = [("client_assertion_type", JWT_BEARER), ("client_assertion", assertion.as_str())];
        assert!(call(&keyed.house, None, &form).await.is_err());
    }
}

// requirement: C02 K02
#[tokio::test]
async fn a_key_for_another_use_verifies_no_assertion() {
    let keyed = Keyed::new().await;
    let uses = [
        (json!({ "use": "enc" }), false),
        (json!({ "key_ops": ["deriveKey"] }), false),
        (json!({ "use": "sig", "key_ops": ["verify"] }), true),
    ];
    for (place, (members, accepted)) in uses.into_iter().enumerate() {
        let mut jwk = serde_json::to_value(Jwk::from_encoding_key(&keyed.key, Algorithm::ES256).unwrap()).unwrap();
        jwk["kid"] = "k1".into();
        jwk.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let keys = ClientKeys::Jwks(json!({ "keys": [jwk] }).to_string());
        keyed.house.register(Client { id: "keyed".into(), auth: ClientAuth::PrivateKeyJwt, keys, ..client() }).await;
        let answer = keyed.present(&header(), &keyed.claims(&format!("use-{place}"))).await;
        assert_eq!(answer.is_ok(), accepted, "case {place}");
    }
}
