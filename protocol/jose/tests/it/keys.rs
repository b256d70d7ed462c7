//! Private keys of vectors, read from their JWK form: a thing of tests, the provider has no such door.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeyPairComponents, PublicKeyComponents};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::jwe::PrivateKey;
use jose::{JwkSet, jwk};
use serde_json::{Value, json};

fn bytes(key: &Value, member: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(key[member].as_str().unwrap_or_default()).unwrap()
}

/// `None`: a kind of key that does not exist here.
pub fn private(key: &Value) -> Option<PrivateKey> {
    match (key["kty"].as_str()?, key["crv"].as_str()) {
        ("EC", Some("P-256")) => PrivateKey::p256(&bytes(key, "d")).ok(),
        ("OKP", Some("X25519")) => PrivateKey::x25519(&bytes(key, "d")).ok(),
        ("RSA", _) => {
            let components = KeyPairComponents {
                public_key: PublicKeyComponents { n: bytes(key, "n"), e: bytes(key, "e") },
                d: bytes(key, "d"),
                p: bytes(key, "p"),
                q: bytes(key, "q"),
                dP: bytes(key, "dp"),
                dQ: bytes(key, "dq"),
                qInv: bytes(key, "qi"),
            };
            let pair = KeyPair::from_components(&components).ok()?;
            PrivateKey::rsa(pair.as_der().ok()?.as_ref()).ok()
        }
        _ => None,
    }
}

/// The public half of a key or of a set of them; symmetric keys have none.
pub fn public(key: &Value) -> JwkSet {
    let keys = match key.get("keys") {
        Some(Value::Array(keys)) => keys.clone(),
        _ => vec![key.clone()],
    };
    let public = keys.into_iter().filter(|key| key["kty"] != "oct").map(|mut key| {
        for member in ["d", "p", "q", "dp", "dq", "qi"] {
            key.as_object_mut().unwrap().remove(member);
        }
        key
    });
    jwk::parse_set(&json!({ "keys": public.collect::<Vec<_>>() }).to_string()).unwrap()
}
