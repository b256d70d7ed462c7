//! A client's key to be encrypted for.

use aws_lc_rs::agreement::{self, ECDH_P256};
use aws_lc_rs::encoding::{AsBigEndian as _, AsDer, EcPrivateKeyBin, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeySize, PrivateDecryptingKey};
use jose::jwe::{PrivateKey, decrypt};

use crate::world::*;

pub struct Recipient {
    key: PrivateKey,
    /// As the client registers it.
    pub public: Value,
}

impl Recipient {
    /// For `RSA-OAEP-256`.
    pub fn rsa() -> Self {
        let key = PrivateDecryptingKey::generate(KeySize::Rsa2048).expect("a key");
        let der = AsDer::<Pkcs8V1Der>::as_der(&key).expect("PKCS#8");
        let pair = aws_lc_rs::rsa::KeyPair::from_pkcs8(der.as_ref()).expect("the same key");
        let public = aws_lc_rs::signature::KeyPair::public_key(&pair);
        let (n, e) = (public.modulus(), public.exponent());
        let (n, e) = (b64(n.big_endian_without_leading_zero()), b64(e.big_endian_without_leading_zero()));
        let public = json!({ "kty": "RSA", "use": "enc", "kid": "chiffre", "n": n, "e": e });
        Self { key: PrivateKey::rsa(der.as_ref()).expect("a recipient"), public }
    }

    /// For `ECDH-ES` and `ECDH-ES+A256KW`.
    pub fn p256() -> Self {
        let key = agreement::PrivateKey::generate(&ECDH_P256).expect("a key");
        let number: EcPrivateKeyBin<'_> = key.as_be_bytes().expect("its number");
        let point = key.compute_public_key().expect("its point");
        let (x, y) = (b64(&point.as_ref()[1..33]), b64(&point.as_ref()[33..]));
        let public = json!({ "kty": "EC", "crv": "P-256", "use": "enc", "kid": "chiffre", "x": x, "y": y });
        Self { key: PrivateKey::p256(number.as_ref()).expect("a recipient"), public }
    }

    /// What is inside, and the header that is not hidden.
    pub fn open(&self, token: &str) -> (Value, String) {
        let header = token.split('.').next().expect("a header");
        let header = serde_json::from_slice(&unb64(header)).expect("a JSON header");
        let opened = decrypt(token, &self.key).unwrap_or_else(|error| panic!("{error}: {token}"));
        (header, String::from_utf8(opened.plaintext).expect("text"))
    }
}
