use std::sync::Arc;

use ambient::{Ambient, MovableClock, Seconds};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::jws::{self, JwsError};
use jose::{JweAlg, JwsAlg};
use serde_json::{Value, json};

use super::*;
use crate::client::{FormerProof, Outgoing};
use crate::fakes::{FakeDocuments, FakeIssuer, client};

const URL: &str = "https://tilleuls.example/jwks.json";

/// A key of the client.
struct Key {
    pair: EcdsaKeyPair,
    kid: &'static str,
}

impl Key {
    fn new(kid: &'static str) -> Self {
        Self { pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(), kid }
    }

    fn jwk(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({ "kty": "EC", "crv": "P-256", "kid": self.kid, "x": text(&point[1..33]), "y": text(&point[33..]) })
    }

    fn sign(&self) -> String {
        self.sign_as(self.kid)
    }

    fn sign_as(&self, kid: &str) -> String {
        self.sign_under(&json!({ "alg": "ES256", "kid": kid }))
    }

    fn sign_under(&self, header: &Value) -> String {
        let input = jws::to_sign(header, &json!({ "iss": "dui" })).unwrap();
        let signature = self.pair.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        jws::signed(input, signature.as_ref())
    }
}

struct Bench {
    clock: Arc<MovableClock>,
    documents: Arc<FakeDocuments>,
    keys: ClientKeySets,
    client: Client,
}

impl Bench {
    fn new() -> Self {
        let (ambient, clock) = Ambient::fixed(FakeIssuer::START, 1);
        let documents = Arc::new(FakeDocuments::default());
        let keys = ClientKeySets::new(ambient, documents.clone(), KeySetSettings::default());
        Self { clock, documents, keys, client: Client { keys: ClientKeys::JwksUri(URL.into()), ..client() } }
    }

    fn publish(&self, keys: &[&Key]) {
        let keys: Vec<Value> = keys.iter().map(|key| key.jwk()).collect();
        self.documents.hold(URL, &json!({ "keys": keys }).to_string());
    }

    async fn verify(&self, token: &str) -> Result<Verified, KeysRefusal> {
        self.keys.verify(&self.client, token, &[JwsAlg::ES256]).await
    }

    fn fetches(&self) -> usize {
        self.documents.asked().len()
    }
}

// requirement: C11
#[tokio::test]
async fn a_new_key_is_accepted_within_seconds_and_a_removed_one_refused_within_minutes() {
    let bench = Bench::new();
    let (old, new) = (Key::new("old"), Key::new("new"));
    bench.publish(&[&old]);
    assert!(bench.verify(&old.sign()).await.is_ok());
    bench.publish(&[&new]);
    let settings = KeySetSettings::default();
    // the address was asked a moment ago
    assert!(bench.verify(&new.sign()).await.is_err());
    bench.clock.advance(settings.between);
    assert!(bench.verify(&new.sign()).await.is_ok());
    assert!(bench.verify(&old.sign()).await.is_err());
    // a key that is taken away while nobody presents another
    bench.publish(&[]);
    bench.clock.advance(Seconds(settings.fresh.0 - 1));
    assert!(bench.verify(&new.sign()).await.is_ok());
    bench.clock.advance(Seconds(1));
    assert!(matches!(bench.verify(&new.sign()).await, Err(KeysRefusal::Jws(JwsError::UnknownKey))));
}

// requirement: C11
#[tokio::test]
async fn a_new_key_is_accepted_within_seconds_though_the_message_does_not_name_it() {
    let bench = Bench::new();
    let (old, new) = (Key::new("old"), Key::new("new"));
    bench.publish(&[&old]);
    assert!(bench.verify(&old.sign()).await.is_ok());
    bench.publish(&[&new]);
    bench.clock.advance(KeySetSettings::default().between);
    let unnamed = new.sign_under(&json!({ "alg": "ES256" }));
    assert!(bench.verify(&unnamed).await.is_ok());
    let stranger = Key::new("x").sign_under(&json!({ "alg": "ES256" }));
    for _ in 0..100 {
        assert!(bench.verify(&stranger).await.is_err());
    }
    assert_eq!(bench.fetches(), 2, "a wrong signature costs the address no more than a wrong name");
}

// requirement: K08
#[tokio::test]
async fn a_thousand_invented_kids_cost_a_client_s_address_a_handful_of_questions() {
    let bench = Bench::new();
    let (known, stranger) = (Key::new("a"), Key::new("x"));
    bench.publish(&[&known]);
    for n in 0..1_000 {
        if n % 10 == 0 {
            bench.clock.advance(Seconds(1));
        }
        assert!(bench.verify(&stranger.sign_as(&format!("kid-{n}"))).await.is_err());
    }
    assert!((1..=5).contains(&bench.fetches()), "{} in 100 s", bench.fetches());
    assert!(bench.verify(&known.sign()).await.is_ok());
}

// requirement: K08
#[tokio::test]
async fn questions_at_once_are_one_question() {
    let bench = Bench::new();
    let key = Key::new("a");
    bench.publish(&[&key]);
    let token = key.sign();
    let all = futures::future::join_all((0..50).map(|_| bench.verify(&token))).await;
    assert!(all.into_iter().all(|verified| verified.is_ok()));
    assert_eq!(bench.fetches(), 1);
}

// requirement: K08 C11
#[tokio::test]
async fn an_address_that_stopped_answering_is_believed_for_a_while_and_no_longer() {
    let bench = Bench::new();
    let (key, settings) = (Key::new("a"), KeySetSettings::default());
    bench.publish(&[&key]);
    assert!(bench.verify(&key.sign()).await.is_ok());
    bench.documents.hold(URL, "<html>");
    bench.clock.advance(Seconds(settings.stale.0 - 1));
    assert!(bench.verify(&key.sign()).await.is_ok());
    bench.clock.advance(Seconds(1));
    assert!(matches!(bench.verify(&key.sign()).await, Err(KeysRefusal::Unavailable(_))));
    let asked = bench.fetches();
    assert!(bench.verify(&key.sign()).await.is_err());
    assert_eq!(bench.fetches(), asked, "not asked again at once");
    bench.publish(&[&key]);
    bench.clock.advance(settings.between);
    assert!(bench.verify(&key.sign()).await.is_ok());
}

#[tokio::test]
async fn what_an_address_gives_must_be_a_set_of_public_keys_of_a_readable_size() {
    for document in [
        r#"{"keys":[],"keys":[]}"#.to_owned(),
        r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#.to_owned(),
        r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}]}"#.to_owned(),
        format!(r#"{{"keys":[{}"#, " ".repeat(100_000)),
        String::new(),
    ] {
        let bench = Bench::new();
        bench.documents.hold(URL, &document);
        assert!(matches!(bench.verify(&Key::new("a").sign()).await, Err(KeysRefusal::Unavailable(_))));
    }
}

#[tokio::test]
async fn a_registration_that_names_another_address_or_none_starts_anew() {
    let mut bench = Bench::new();
    let key = Key::new("a");
    bench.publish(&[&key]);
    assert!(bench.verify(&key.sign()).await.is_ok());
    bench.client.keys = ClientKeys::JwksUri("https://other.example/jwks.json".into());
    assert!(matches!(bench.verify(&key.sign()).await, Err(KeysRefusal::Unavailable(_))));
    bench.client.keys = ClientKeys::None;
    assert!(matches!(bench.verify(&key.sign()).await, Err(KeysRefusal::Jws(JwsError::UnknownKey))));
    bench.client.keys = ClientKeys::Jwks(json!({ "keys": [key.jwk()] }).to_string());
    assert!(bench.verify(&key.sign()).await.is_ok());
    assert_eq!(bench.fetches(), 2);
}

// requirement: C02
#[tokio::test]
async fn one_client_s_keys_are_no_other_s() {
    let bench = Bench::new();
    let (own, other) = (Key::new("a"), Key::new("a"));
    bench.publish(&[&own]);
    assert!(matches!(bench.verify(&other.sign()).await, Err(KeysRefusal::Jws(JwsError::Signature))));
    assert!(bench.keys.encryption_key(&bench.client, JweAlg::EcdhEs).await.unwrap().is_some());
    assert!(bench.keys.encryption_key(&bench.client, JweAlg::RsaOaep256).await.unwrap().is_none());
}

// requirement: O04
#[tokio::test]
async fn an_address_that_does_not_answer_is_the_client_s_trouble_and_no_alarm_of_ours() {
    let bench = Bench::new();
    let Err(KeysRefusal::Unavailable(error)) = bench.verify(&Key::new("k").sign()).await else { panic!("no keys") };
    assert!(error.is_of_client());
    assert!(!PortError::unavailable("clients", "no answer").is_of_client());
}

// requirement: C11
#[tokio::test]
async fn former_keys_of_a_registration_serve_beside_the_new_ones_until_their_date() {
    let mut bench = Bench::new();
    let (old, new) = (Key::new("old"), Key::new("new"));
    let set = |key: &Key| ClientKeys::Jwks(json!({ "keys": [key.jwk()] }).to_string());
    let until = FakeIssuer::START.plus(Seconds(60));
    bench.client.keys = set(&new);
    bench.client.outgoing = Some(Outgoing { proof: FormerProof::Keys(set(&old)), until });
    assert!(bench.verify(&new.sign()).await.is_ok() && bench.verify(&old.sign()).await.is_ok());
    assert!(bench.verify(&Key::new("x").sign()).await.is_err());
    bench.clock.advance(Seconds(60));
    assert!(bench.verify(&new.sign()).await.is_ok());
    assert!(bench.verify(&old.sign()).await.is_err());
}
