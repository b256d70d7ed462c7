//! A compact JWE: as the fuzzer wrote it, or what we encrypted with one byte changed. Whatever was altered does not open,
//! and what was not opens to what went in.

use std::sync::OnceLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::jwe::{self, PrivateKey};
use jose::{Encryption, JweAlg, JweEnc, Jwk};

use crate::signed::{Keypair, SECRET};

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    let how = how(*mode);
    let (recipient, private) = if how.alg == JweAlg::RsaOaep256 { rsa() } else { p256() };
    if mode % 2 == 0 {
        let _ = jwe::decrypt(&String::from_utf8_lossy(input), private);
        return;
    }
    let Some((place, plaintext)) = input.split_first_chunk::<2>() else { return };
    let token = jwe::encrypt(plaintext, recipient, how, None).expect("a key that fits");
    let opened = jwe::decrypt(&token, private).expect("ours opens");
    assert!(opened.plaintext == plaintext && opened.alg == how.alg && opened.enc == how.enc);
    let place = usize::from(u16::from_be_bytes(*place)) % token.len();
    let mut altered = token.into_bytes();
    altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
    let altered = String::from_utf8(altered).expect("ASCII");
    assert!(jwe::decrypt(&altered, private).is_err(), "an altered token opened, byte {place}");
}

/// The second bit tells the two agreements apart, the highest asks for key transport.
fn how(mode: u8) -> Encryption {
    let alg = match (mode & 0x80, mode & 2) {
        (0, 0) => JweAlg::EcdhEs,
        (0, _) => JweAlg::EcdhEsA256Kw,
        _ => JweAlg::RsaOaep256,
    };
    Encryption { alg, enc: JweEnc::ALL[usize::from((mode & 0x7f) >> 2) % JweEnc::ALL.len()] }
}

fn p256() -> (&'static Jwk, &'static PrivateKey) {
    static KEY: OnceLock<(Jwk, PrivateKey)> = OnceLock::new();
    let (public, private) = KEY.get_or_init(|| {
        let mut key = Keypair::shared().jwk();
        let members = key.as_object_mut().expect("an object");
        members.insert("use".to_owned(), "enc".into());
        members.remove("alg");
        (serde_json::from_value(key).expect("a key"), PrivateKey::p256(&SECRET).expect("a scalar of P-256"))
    });
    (public, private)
}

/// New in each process: what is kept of an input is what was done with the key, never the key.
fn rsa() -> (&'static Jwk, &'static PrivateKey) {
    static KEY: OnceLock<(Jwk, PrivateKey)> = OnceLock::new();
    let (public, private) = KEY.get_or_init(|| {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key");
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (n, e) = (pair.public_key().modulus(), pair.public_key().exponent());
        let key = serde_json::json!({ "kty": "RSA", "kid": "rsa", "alg": "RSA-OAEP-256", "use": "enc",
            "n": part(n.big_endian_without_leading_zero()), "e": part(e.big_endian_without_leading_zero()) });
        let private = PrivateKey::rsa(pair.as_der().expect("PKCS#8").as_ref()).expect("a key that fits");
        (serde_json::from_value(key).expect("a key"), private)
    });
    (public, private)
}
