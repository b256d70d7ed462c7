use std::sync::OnceLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Fixed, so that a kept input means the same in every run.
pub const SECRET: [u8; 32] = [0x5a; 32];

/// The key of the clients that sign: what comes behind a signature is reached only through a right one.
#[derive(Clone)]
pub struct Keypair(&'static EcdsaKeyPair);

impl Keypair {
    pub fn shared() -> Self {
        static PAIR: OnceLock<EcdsaKeyPair> = OnceLock::new();
        Self(PAIR.get_or_init(|| {
            let scalar = p256_point();
            EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_FIXED_SIGNING, &SECRET, &scalar)
                .expect("a key pair of P-256")
        }))
    }

    /// The public key as a JWK.
    pub fn jwk(&self) -> Value {
        let point = self.0.public_key().as_ref();
        json!({ "kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig", "alg": "ES256",
                "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..65]) })
    }

    /// What a proof carries: nothing but the key.
    pub fn public_jwk(&self) -> Value {
        let mut key = self.jwk();
        if let Some(members) = key.as_object_mut() {
            members.retain(|name, _| ["kty", "crv", "x", "y"].contains(&name.as_str()));
        }
        key
    }

    pub fn jwks(&self) -> String {
        json!({ "keys": [self.jwk()] }).to_string()
    }

    /// Header and payload as the fuzzer wrote them, under a right signature.
    pub fn sign(&self, header: &[u8], payload: &[u8]) -> String {
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let signature = self.0.sign(&SystemRandom::new(), message.as_bytes()).expect("a signature");
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn p256_point() -> Vec<u8> {
    use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
    let private = PrivateKey::from_private_key(&ECDH_P256, &SECRET).expect("a scalar of P-256");
    private.compute_public_key().expect("its point").as_ref().to_vec()
}

/// The input up to its first line feed, and the rest.
pub fn halves(input: &[u8]) -> (&[u8], &[u8]) {
    let cut = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    (&input[..cut], input.get(cut + 1..).unwrap_or_default())
}
