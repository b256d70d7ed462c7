use aws_lc_rs::agreement::{self, ECDH_P256, X25519};
use aws_lc_rs::encoding::{AsBigEndian as _, AsDer as _, Curve25519SeedBin, EcPrivateKeyBin};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::KeyPair as _;
use serde_json::json;

use super::*;
use crate::jwk::public_only;

/// A pair of the tests.
struct Pair {
    public: Jwk,
    private: PrivateKey,
}

fn jwk(value: serde_json::Value) -> Jwk {
    public_only(value.as_object().unwrap().clone()).unwrap()
}

fn p256() -> Pair {
    let key = agreement::PrivateKey::generate(&ECDH_P256).unwrap();
    let point = key.compute_public_key().unwrap();
    let (x, y) = (encode(&point.as_ref()[1..33]), encode(&point.as_ref()[33..]));
    let number: EcPrivateKeyBin<'static> = key.as_be_bytes().unwrap();
    Pair {
        public: jwk(json!({ "kty": "EC", "crv": "P-256", "kid": "ec", "use": "enc", "x": x, "y": y })),
        private: PrivateKey::p256(number.as_ref()).unwrap(),
    }
}

fn x25519() -> Pair {
    let key = agreement::PrivateKey::generate(&X25519).unwrap();
    let x = encode(key.compute_public_key().unwrap());
    let bytes: Curve25519SeedBin<'static> = key.as_be_bytes().unwrap();
    Pair {
        public: jwk(json!({ "kty": "OKP", "crv": "X25519", "kid": "okp", "x": x })),
        private: PrivateKey::x25519(bytes.as_ref()).unwrap(),
    }
}

fn rsa() -> Pair {
    let pair = aws_lc_rs::rsa::KeyPair::generate(KeySize::Rsa2048).unwrap();
    let (n, e) = (pair.public_key().modulus(), pair.public_key().exponent());
    let (n, e) = (encode(n.big_endian_without_leading_zero()), encode(e.big_endian_without_leading_zero()));
    Pair {
        public: jwk(json!({ "kty": "RSA", "kid": "rsa", "alg": "RSA-OAEP-256", "n": n, "e": e })),
        private: PrivateKey::rsa(pair.as_der().unwrap().as_ref()).unwrap(),
    }
}

fn each_way() -> Vec<(Pair, Encryption)> {
    let mut all = Vec::new();
    for enc in JweEnc::ALL {
        all.push((rsa(), Encryption { alg: JweAlg::RsaOaep256, enc }));
        for alg in [JweAlg::EcdhEs, JweAlg::EcdhEsA256Kw] {
            all.push((p256(), Encryption { alg, enc }));
            all.push((x25519(), Encryption { alg, enc }));
        }
    }
    all
}

#[test]
fn what_is_encrypted_for_a_key_opens_with_it_alone() {
    for (pair, how) in each_way() {
        let token = encrypt(b"a.b.c", &pair.public, how, Some("JWT")).unwrap();
        let opened = decrypt(&token, &pair.private).unwrap();
        assert_eq!((opened.alg, opened.enc, opened.cty.as_deref()), (how.alg, how.enc, Some("JWT")));
        assert_eq!(opened.plaintext, b"a.b.c");
        assert_eq!(kid(&token).unwrap(), pair.public.common.key_id);
        assert_ne!(encrypt(b"a.b.c", &pair.public, how, None), encrypt(b"a.b.c", &pair.public, how, None));
    }
    let how = Encryption { alg: JweAlg::EcdhEs, enc: JweEnc::A256Gcm };
    let token = encrypt(b"x", &p256().public, how, None).unwrap();
    assert_eq!(decrypt(&token, &p256().private).err(), Some(JweError::Closed));
    assert_eq!(decrypt(&token, &rsa().private).err(), Some(JweError::Alg));
}

/// Each of the five parts is authenticated, and one error says so.
#[test]
fn a_message_that_was_touched_does_not_open() {
    for (pair, how) in each_way() {
        let token = encrypt(b"private", &pair.public, how, None).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        for touched in 1..5 {
            let mut bytes = decode(parts[touched]).unwrap();
            if bytes.is_empty() {
                bytes.push(0);
            }
            bytes[0] ^= 1;
            let mut parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            parts[touched] = encode(bytes);
            assert_eq!(decrypt(&parts.join("."), &pair.private).err(), Some(JweError::Closed), "{how:?} {touched}");
        }
        for shorter in [1, 2, 3, 4] {
            let mut parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            parts[shorter] = String::new();
            let emptied = decrypt(&parts.join("."), &pair.private).err();
            let was_empty = shorter == 1 && how.alg == JweAlg::EcdhEs;
            assert_eq!(emptied.is_none(), was_empty, "{how:?} {shorter}");
        }
        let tag = encode(&decode(parts[4]).unwrap()[..12]);
        let short = [parts[0], parts[1], parts[2], parts[3], &tag].join(".");
        assert_eq!(decrypt(&short, &pair.private).err(), Some(JweError::Closed));
    }
}

// requirement: K09
#[test]
fn what_is_dangerous_is_refused_by_its_header_at_once() {
    let pair = p256();
    let token = encrypt(b"x", &pair.public, Encryption { alg: JweAlg::EcdhEs, enc: JweEnc::A128Gcm }, None).unwrap();
    let (_, rest) = token.split_once('.').unwrap();
    let refused = |header: &str| decrypt(&format!("{}.{rest}", encode(header)), &pair.private).err().unwrap();
    assert_eq!(refused(r#"{"alg":"ECDH-ES","enc":"A128GCM","zip":"DEF"}"#), JweError::Crit);
    assert_eq!(refused(r#"{"alg":"ECDH-ES","enc":"A128GCM","crit":["x"],"x":1}"#), JweError::Crit);
    for alg in ["RSA1_5", "RSA-OAEP", "dir", "A256KW", "PBES2-HS256+A128KW", "none", "ecdh-es"] {
        let header = json!({ "alg": alg, "enc": "A128GCM", "p2c": 1_000_000_000, "p2s": "AAAA" }).to_string();
        assert_eq!(refused(&header), JweError::Alg, "{alg}");
    }
    assert_eq!(refused(r#"{"alg":"ECDH-ES","enc":"A192GCM"}"#), JweError::Alg);
    assert_eq!(refused(r#"{"alg":"ECDH-ES"}"#), JweError::Member("enc"));
    assert!(matches!(refused(r#"{"alg":"RSA1_5","alg":"ECDH-ES","enc":"A128GCM"}"#), JweError::Json(_)));
    assert_eq!(refused(r#"{"alg":"ECDH-ES","enc":"A128GCM"}"#), JweError::Member("epk"));
    // a point that is on no curve of ours (RFC 8725 §3.4), another curve's, a private key
    for epk in [
        json!({ "kty": "EC", "crv": "P-256", "x": encode([1; 32]), "y": encode([1; 32]) }),
        json!({ "kty": "EC", "crv": "P-256", "x": encode([0; 32]), "y": encode([0; 32]) }),
        json!({ "kty": "OKP", "crv": "X25519", "x": encode([9; 32]) }),
        json!({ "kty": "EC", "crv": "P-256", "x": encode([1; 31]), "y": encode([1; 32]) }),
        json!({ "kty": "EC", "crv": "P-256", "x": encode([1; 32]), "y": encode([1; 32]), "d": "AQ" }),
    ] {
        let header = json!({ "alg": "ECDH-ES", "enc": "A128GCM", "epk": epk }).to_string();
        assert_eq!(refused(&header), JweError::Member("epk"), "{header}");
    }
}

#[test]
fn nothing_is_encrypted_for_a_key_that_is_not_for_it() {
    let how = |alg| Encryption { alg, enc: JweEnc::A256Gcm };
    let (ec, rsa) = (p256().public, rsa().public);
    assert_eq!(encrypt(b"x", &ec, how(JweAlg::RsaOaep256), None), Err(JweError::UnfitKey));
    assert_eq!(encrypt(b"x", &rsa, how(JweAlg::EcdhEs), None), Err(JweError::UnfitKey));
    let with = |key: &Jwk, member: &str, value: serde_json::Value| {
        let mut key = serde_json::to_value(key).unwrap();
        key[member] = value;
        jwk(key)
    };
    for (key, alg) in [
        (with(&ec, "use", json!("sig")), JweAlg::EcdhEs),
        (with(&ec, "key_ops", json!(["verify"])), JweAlg::EcdhEs),
        (with(&ec, "y", json!(encode([1; 32]))), JweAlg::EcdhEs),
        (with(&rsa, "alg", json!("RSA-OAEP")), JweAlg::RsaOaep256),
        (with(&rsa, "alg", json!("RS256")), JweAlg::RsaOaep256),
        (with(&rsa, "n", json!(encode([0xff; 128]))), JweAlg::RsaOaep256),
        (with(&rsa, "e", json!("Aw")), JweAlg::RsaOaep256),
    ] {
        assert_eq!(encrypt(b"x", &key, how(alg), None), Err(JweError::UnfitKey), "{key:?}");
    }
    assert!(fits(&with(&ec, "key_ops", json!([])), JweAlg::EcdhEs));
}
