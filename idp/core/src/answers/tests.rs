use std::sync::Arc;

use aws_lc_rs::agreement::{self, ECDH_P256};
use aws_lc_rs::encoding::{AsBigEndian as _, EcPrivateKeyBin};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::jwe::PrivateKey;
use jose::{JweEnc, jws};
use serde_json::json;

use super::*;
use crate::client::ClientKeys;
use crate::client_keys::KeySetSettings;
use crate::fakes::{FakeDocuments, FakeIssuer, ISSUER, client};

const HOW: Encryption = Encryption { alg: JweAlg::EcdhEsA256Kw, enc: JweEnc::A128CbcHs256 };

async fn answers() -> (FakeIssuer, Answers) {
    let house = FakeIssuer::new().await;
    let documents = Arc::new(FakeDocuments::default());
    let keys = ClientKeySets::new(house.ambient.clone(), documents, KeySetSettings::default());
    let signing = house.signing.clone();
    (house, Answers { signing, keys })
}

/// A client with one key for encryption, and that key.
fn with_a_key() -> (Client, PrivateKey) {
    let key = agreement::PrivateKey::generate(&ECDH_P256).unwrap();
    let point = key.compute_public_key().unwrap();
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let (x, y) = (text(&point.as_ref()[1..33]), text(&point.as_ref()[33..]));
    let jwk = json!({ "kty": "EC", "crv": "P-256", "kid": "e", "use": "enc", "x": x, "y": y });
    let number: EcPrivateKeyBin<'static> = key.as_be_bytes().unwrap();
    let keys = ClientKeys::Jwks(json!({ "keys": [jwk] }).to_string());
    (Client { keys, ..client() }, PrivateKey::p256(number.as_ref()).unwrap())
}

// requirement: K09
#[tokio::test]
async fn an_answer_is_signed_then_encrypted_for_the_client_alone() {
    let (house, answers) = answers().await;
    let (client, key) = with_a_key();
    let form = Form { alg: SigningAlg::ES256, typ: "token-introspection+jwt", encryption: Some(HOW) };
    let token = answers.jwt(&client, form, &json!({ "iss": ISSUER })).await.unwrap();
    assert_eq!(jwe::kid(&token).unwrap().unwrap(), "e");
    let opened = jwe::decrypt(&token, &key).unwrap();
    assert_eq!((opened.alg, opened.enc, opened.cty.as_deref()), (HOW.alg, HOW.enc, Some("JWT")));
    let inner = String::from_utf8(opened.plaintext).unwrap();
    let keys = house.signing.jwks().await.unwrap();
    let verified = jws::verify(&inner, &keys, &[SigningAlg::ES256]).unwrap();
    assert_eq!(verified.header.typ.unwrap(), "token-introspection+jwt");
    assert_eq!(verified.claims["iss"], ISSUER);
}

#[tokio::test]
async fn without_encryption_it_is_signed() {
    let (house, answers) = answers().await;
    let token = answers.jwt(&client(), Form::jwt(SigningAlg::ES256, None), &json!({})).await.unwrap();
    assert!(jws::verify(&token, &house.signing.jwks().await.unwrap(), &[SigningAlg::ES256]).is_ok());
}

#[tokio::test]
async fn nothing_leaves_in_clear_for_want_of_a_key() {
    let (_house, answers) = answers().await;
    let (able, _) = with_a_key();
    let rsa = Encryption { alg: JweAlg::RsaOaep256, enc: JweEnc::A256Gcm };
    for (client, how) in [(client(), HOW), (able, rsa)] {
        let form = Form::jwt(SigningAlg::ES256, Some(how));
        let refused = answers.jwt(&client, form, &json!({})).await.unwrap_err();
        assert!(matches!(refused, AnswerError::NoKey { .. }), "{refused}");
        let refused = answers.encrypted(&client, b"{}", how, None).await.unwrap_err();
        assert!(matches!(refused, AnswerError::NoKey { .. }), "{refused}");
    }
}
