use ambient::Timestamp;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// A sender with a P-256 key, who can prove it well or badly.
pub struct FakeSender(EcdsaKeyPair);

impl FakeSender {
    pub fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    pub fn jwk(&self) -> Value {
        let point = self.0.public_key().as_ref();
        let [x, y] = [&point[1..33], &point[33..]].map(|half| URL_SAFE_NO_PAD.encode(half));
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y })
    }

    pub fn jkt(&self) -> String {
        jose::jwk::thumbprint(&serde_json::from_value(self.jwk()).unwrap()).unwrap()
    }

    pub fn header(&self) -> Value {
        json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk() })
    }

    /// The claims of a proof that holds at the token endpoint.
    pub fn claims(method: &str, url: &str, now: Timestamp, jti: &str) -> Value {
        json!({ "htm": method, "htu": url, "iat": now.seconds(), "jti": jti })
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let input = jose::jws::to_sign(header, claims).unwrap();
        let signature = self.0.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        jose::jws::signed(input, signature.as_ref())
    }

    pub fn proof(&self, claims: &Value) -> String {
        self.sign(&self.header(), claims)
    }

    /// `ath`: RFC 9449 §4.2.
    pub fn ath(token: &str) -> String {
        URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes()))
    }
}
