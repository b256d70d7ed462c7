use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use serde_json::{Map, Value, json};

use super::*;
use crate::compact::encode;
use crate::jwk::{parse_set, public_only};

/// A key of the tests: signs whatever header it is given.
struct Signer(EcdsaKeyPair);

impl Signer {
    fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    fn jwk(&self) -> Value {
        let point = self.0.public_key().as_ref();
        json!({ "kty": "EC", "crv": "P-256", "kid": "a", "x": encode(&point[1..33]), "y": encode(&point[33..]) })
    }

    fn sign(&self, header: &str, claims: &str) -> String {
        let input = format!("{}.{}", encode(header), encode(claims));
        let signature = self.0.sign(&aws_lc_rs::rand::SystemRandom::new(), input.as_bytes()).unwrap();
        signed(input, signature.as_ref())
    }
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn set(keys: &[Value]) -> JwkSet {
    parse_set(&json!({ "keys": keys }).to_string()).unwrap()
}

const HEADER: &str = r#"{"alg":"ES256","kid":"a","typ":"JWT"}"#;
const ALL: &[JwsAlg] = &JwsAlg::ALL;

#[test]
fn a_message_holds_under_the_key_that_signed_it_alone() {
    let (signer, other) = (Signer::new(), Signer::new());
    let token = signer.sign(HEADER, r#"{"sub":"x"}"#);
    let verified = verify(&token, &set(&[signer.jwk()]), ALL).unwrap();
    assert_eq!(verified.claims["sub"], "x");
    assert_eq!(verified.header.media_type().unwrap(), "jwt");
    assert_eq!(verify(&token, &set(&[other.jwk()]), ALL), Err(JwsError::Signature));
    assert_eq!(verify(&token, &JwkSet::default(), ALL), Err(JwsError::UnknownKey));
    let jwk = public_only(object(signer.jwk())).unwrap();
    let verifier = Verifier::new(&jwk, JwsAlg::ES256).unwrap();
    assert_eq!(verifier.verify(&token).unwrap(), verified);
    assert!(Verifier::new(&jwk, JwsAlg::RS256).is_none());
    let unnamed = signer.sign(r#"{"alg":"ES256"}"#, "{}");
    assert_eq!(verifier.verify(&unnamed), Err(JwsError::UnknownKey));
    assert!(verify(&unnamed, &set(&[other.jwk(), signer.jwk()]), ALL).is_ok(), "without a name, any key of the set");
}

// requirement: K01
#[test]
fn the_algorithm_comes_from_the_caller_s_list() {
    let signer = Signer::new();
    let keys = set(&[signer.jwk()]);
    let token = signer.sign(HEADER, "{}");
    assert_eq!(verify(&token, &keys, &[JwsAlg::PS256, JwsAlg::EdDSA]), Err(JwsError::Alg));
    for alg in ["none", "None", "HS256", "ES384", "ES256 ", "es256", ""] {
        let token = signer.sign(&json!({ "alg": alg, "kid": "a" }).to_string(), "{}");
        assert_eq!(verify(&token, &keys, ALL), Err(JwsError::Alg), "{alg}");
        let (input, _) = token.rsplit_once('.').unwrap();
        assert_eq!(verify(&format!("{input}."), &keys, ALL), Err(JwsError::Alg), "{alg}, unsigned");
    }
    assert_eq!(verify(&signer.sign(r#"{"kid":"a"}"#, "{}"), &keys, ALL), Err(JwsError::Alg));
    assert_eq!(verify(&signer.sign(r#"{"alg":"RS256","kid":"a"}"#, "{}"), &keys, ALL), Err(JwsError::UnfitKey));
}

// requirement: K01
#[test]
fn a_key_serves_what_it_says_it_is_for() {
    let signer = Signer::new();
    let token = signer.sign(HEADER, "{}");
    let with = |member: &str, value: Value| {
        let mut jwk = object(signer.jwk());
        jwk.insert(member.to_owned(), value);
        verify(&token, &set(&[Value::Object(jwk)]), ALL).err()
    };
    assert_eq!(with("use", json!("sig")), None);
    assert_eq!(with("alg", json!("ES256")), None);
    assert_eq!(with("key_ops", json!(["verify"])), None);
    for (member, value) in [
        ("use", json!("enc")),
        ("alg", json!("RS256")),
        ("alg", json!("ES521")),
        ("key_ops", json!(["encrypt"])),
        ("key_ops", json!([])),
        ("crv", json!("P-384")),
        ("kty", json!("OKP")),
        ("x", json!("AAAA")),
    ] {
        assert_eq!(with(member, value.clone()), Some(JwsError::UnfitKey), "{member} {value}");
    }
}

// requirement: K02
#[test]
fn no_key_comes_from_a_header() {
    let signer = Signer::new();
    let keys = set(&[signer.jwk()]);
    for (name, value) in [
        ("jku", json!("https://attacker.example/keys")),
        ("x5u", json!("https://attacker.example/chain")),
        ("jwk", signer.jwk()),
    ] {
        let header = json!({ "alg": "ES256", "kid": "a", name: value }).to_string();
        assert_eq!(verify(&signer.sign(&header, "{}"), &keys, ALL), Err(JwsError::ForeignKey(name)));
        let stranger = Signer::new();
        assert!(verify(&stranger.sign(&header, "{}"), &keys, ALL).is_err());
    }
    for kid in ["../../etc/passwd", "' OR 1=1 --", "a\u{0}"] {
        let header = json!({ "alg": "ES256", "kid": kid }).to_string();
        assert_eq!(verify(&signer.sign(&header, "{}"), &keys, ALL), Err(JwsError::UnknownKey), "{kid}");
    }
}

// requirement: K10
#[test]
fn what_is_not_understood_is_refused() {
    let signer = Signer::new();
    let keys = set(&[signer.jwk()]);
    let refused = |header: &str, claims: &str| verify(&signer.sign(header, claims), &keys, ALL).unwrap_err();
    assert_eq!(refused(r#"{"alg":"ES256","kid":"a","crit":["exp"],"exp":1}"#, "{}"), JwsError::Crit);
    assert_eq!(refused(r#"{"alg":"ES256","kid":"a","crit":[]}"#, "{}"), JwsError::Crit);
    assert_eq!(refused(r#"{"alg":"ES256","kid":"a","b64":false}"#, "{}"), JwsError::Crit);
    assert_eq!(refused(r#"{"alg":"ES256","kid":1}"#, "{}"), JwsError::Member("kid"));
    assert_eq!(refused(r#"{"alg":"ES256","kid":"a","typ":["JWT"]}"#, "{}"), JwsError::Member("typ"));
    assert!(matches!(refused(r#"{"alg":"none","alg":"ES256","kid":"a"}"#, "{}"), JwsError::Header(_)));
    assert!(matches!(refused(HEADER, r#"{"sub":"a","sub":"b"}"#), JwsError::Payload(_)));
    assert!(matches!(refused(HEADER, "[]"), JwsError::Payload(_)));
    assert!(matches!(refused(HEADER, ""), JwsError::Payload(_)));
    let good = signer.sign(HEADER, "{}");
    let (input, signature) = good.rsplit_once('.').unwrap();
    for other in [
        format!("{good}="),
        format!("{good}."),
        format!(" {good}"),
        format!("{good}\n"),
        input.to_owned(),
        format!("{input}.{signature}.e30"),
        format!("{input}.{}", "A".repeat(100_000)),
        String::new(),
    ] {
        assert_eq!(verify(&other, &keys, ALL), Err(JwsError::Form), "{}", &other[..other.len().min(200)]);
    }
}

/// Of 64 bytes, the last character of an ES256 signature spells two bits and four that must be zero.
#[test]
fn a_signature_has_one_spelling() {
    let signer = Signer::new();
    let keys = set(&[signer.jwk()]);
    let good = signer.sign(HEADER, "{}");
    let (start, last) = good.split_at(good.len() - 1);
    let twins = match last {
        "A" => "BCDP",
        "Q" => "RSTf",
        "g" => "hijv",
        _ => "xyz_",
    };
    for twin in twins.chars() {
        assert_eq!(verify(&format!("{start}{twin}"), &keys, ALL), Err(JwsError::Form), "{twin}");
    }
}

#[test]
fn an_embedded_key_is_public_single_and_proves_its_own_message() {
    let signer = Signer::new();
    let embedded = |jwk: Value| signer.sign(&json!({ "alg": "ES256", "jwk": jwk }).to_string(), "{}");
    let (_, jwk) = verify_embedded(&embedded(signer.jwk()), &[JwsAlg::ES256]).unwrap();
    assert_eq!(crate::jwk::thumbprint(&jwk).unwrap().len(), 43);
    assert_eq!(verify_embedded(&embedded(signer.jwk()), &[JwsAlg::EdDSA]), Err(JwsError::Alg));
    assert_eq!(verify_embedded(&embedded(Signer::new().jwk()), ALL), Err(JwsError::Signature));
    let mut private = object(signer.jwk());
    private.insert("d".to_owned(), json!("AQ"));
    for wrong in [Value::Object(private), json!([signer.jwk()]), json!("a"), json!({ "kty": "oct", "k": "AAAA" })] {
        assert_eq!(verify_embedded(&embedded(wrong.clone()), ALL), Err(JwsError::Embedded), "{wrong}");
    }
    let header = json!({ "alg": "ES256", "jwk": signer.jwk(), "jku": "https://a.example" }).to_string();
    assert_eq!(verify_embedded(&signer.sign(&header, "{}"), ALL), Err(JwsError::ForeignKey("jku")));
    assert_eq!(verify_embedded(&signer.sign(HEADER, "{}"), ALL), Err(JwsError::Embedded));
}

#[test]
fn ed25519_signs_too() {
    let pair = Ed25519KeyPair::generate().unwrap();
    let jwk: Jwk =
        serde_json::from_value(json!({ "kty": "OKP", "crv": "Ed25519", "x": encode(pair.public_key()) })).unwrap();
    let input = to_sign(&json!({ "alg": "EdDSA" }), &json!({})).unwrap();
    let signature = pair.sign(input.as_bytes());
    let token = signed(input, signature.as_ref());
    let keys = JwkSet { keys: vec![jwk] };
    assert!(verify(&token, &keys, &[JwsAlg::EdDSA]).is_ok());
    assert_eq!(verify(&token, &keys, &[JwsAlg::ES256]), Err(JwsError::Alg));
}

#[test]
fn a_claim_may_be_read_before_it_is_proven_only_to_find_the_key() {
    let token = Signer::new().sign(HEADER, r#"{"sub":"dui"}"#);
    assert_eq!(unverified_claims(&token).unwrap()["sub"], "dui");
    assert_eq!(header(&token).unwrap().kid.unwrap(), "a");
}
