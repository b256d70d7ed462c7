//! Keys of a client, one an algorithm; nothing of ours, so that it cannot share a fault with what it tests.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ED25519, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256, RSA_PSS_SHA256, RsaKeyPair,
    RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::openssl::Foreign;
use super::{Value, b64, digest, json, random, unb64};

#[derive(Clone)]
pub struct Key {
    pub alg: &'static str,
    pub kid: String,
    pair: Arc<Pair>,
}

enum Pair {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair),
    Ed(Ed25519KeyPair),
    Foreign(Foreign),
}

impl Key {
    pub fn es256() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        Self::new("ES256", Pair::Ec(pair))
    }

    pub fn rs256() -> Self {
        Self::new("RS256", Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")))
    }

    pub fn ps256() -> Self {
        Self::new("PS256", Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")))
    }

    pub fn eddsa() -> Self {
        Self::new("EdDSA", Pair::Ed(Ed25519KeyPair::generate().expect("a key")))
    }

    /// PS256 with a modulus of so many bits.
    pub fn rsa_of(bits: usize) -> Self {
        Self::new("PS256", Pair::Foreign(Foreign::rsa(bits)))
    }

    /// ES256, as its header says, on a curve that OpenSSL and a JWK name so, whose coordinates have so many bytes.
    pub fn on_curve(curve: &str, crv: &str, coordinate: usize) -> Self {
        Self::new("ES256", Pair::Foreign(Foreign::ec(curve, crv, coordinate)))
    }

    fn new(alg: &'static str, pair: Pair) -> Self {
        Self { alg, kid: random()[..12].to_owned(), pair: Arc::new(pair) }
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let chance = SystemRandom::new();
        match &*self.pair {
            Pair::Ec(pair) => pair.sign(&chance, message).expect("a signature").as_ref().to_vec(),
            Pair::Ed(pair) => pair.sign(message).as_ref().to_vec(),
            Pair::Foreign(pair) => pair.sign(message),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let padding: &'static dyn aws_lc_rs::signature::RsaEncoding =
                    if self.alg == "PS256" { &RSA_PSS_SHA256 } else { &RSA_PKCS1_SHA256 };
                pair.sign(padding, &chance, message, &mut signature).expect("a signature");
                signature
            }
        }
    }

    /// The members that make the key, and no other.
    pub fn bare(&self) -> Value {
        match &*self.pair {
            Pair::Ec(pair) => {
                let point = pair.public_key().as_ref();
                json!({ "crv": "P-256", "kty": "EC", "x": b64(&point[1..33]), "y": b64(&point[33..]) })
            }
            Pair::Foreign(pair) => pair.bare(),
            Pair::Ed(pair) => json!({ "crv": "Ed25519", "kty": "OKP", "x": b64(pair.public_key()) }),
            Pair::Rsa(pair) => {
                let key = pair.public_key();
                let (e, n) = (key.exponent(), key.modulus());
                json!({ "e": b64(e.big_endian_without_leading_zero()), "kty": "RSA", "n": b64(n.big_endian_without_leading_zero()) })
            }
        }
    }

    /// As a client registers it.
    pub fn public(&self) -> Value {
        let mut jwk = self.bare();
        jwk["kid"] = json!(self.kid);
        jwk["alg"] = json!(self.alg);
        jwk["use"] = json!("sig");
        jwk
    }

    /// RFC 7638: `serde_json` orders members by name.
    pub fn thumbprint(&self) -> String {
        digest(self.bare().to_string())
    }
}

/// The signature over `message` is of `alg` by the key of `jwk`.
pub fn fits(jwk: &Value, alg: &str, message: &[u8], signature: &[u8]) -> bool {
    let part = |name: &str| unb64(jwk[name].as_str().unwrap_or_else(|| panic!("no {name} in {jwk}")));
    match alg {
        "ES256" => {
            let point = [vec![4], part("x"), part("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
        }
        "EdDSA" => UnparsedPublicKey::new(&ED25519, part("x")).verify(message, signature).is_ok(),
        "RS256" | "PS256" => {
            let scheme = if alg == "PS256" { &RSA_PSS_2048_8192_SHA256 } else { &RSA_PKCS1_2048_8192_SHA256 };
            RsaPublicKeyComponents { n: part("n"), e: part("e") }.verify(scheme, message, signature).is_ok()
        }
        other => panic!("{other} is not an algorithm of these tests"),
    }
}
