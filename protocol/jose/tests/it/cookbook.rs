use jose::jwe::{self, JweError};
use jose::jws::{self, JwsError};
use jose::{JweAlg, JweEnc, JwsAlg};
use serde_json::Value;

use crate::keys;

macro_rules! example {
    ($name:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!("../data/cookbook/", $name))).unwrap()
    };
}

fn verified(example: &Value) -> Result<Vec<u8>, JwsError> {
    let keys = keys::public(&example["input"]["key"]);
    let token = example["output"]["compact"].as_str().unwrap();
    jws::verify_bytes(token, &keys, &JwsAlg::ALL).map(|(_, payload)| payload)
}

fn opened(example: &Value) -> Result<jwe::Decrypted, JweError> {
    let key = keys::private(&example["input"]["key"]).ok_or(JweError::Alg)?;
    jwe::decrypt(example["output"]["compact"].as_str().unwrap(), &key)
}

/// RFC 7520 §4.1, RFC 8037 appendix A.4.
#[test]
fn signatures_of_the_cookbook_hold() {
    for example in [example!("4_1.rsa_v15_signature.json"), example!("jws.json")] {
        assert_eq!(verified(&example).unwrap(), example["input"]["payload"].as_str().unwrap().as_bytes());
    }
}

/// RFC 7520 §4.2 to §4.4: PS384, ES512, HS256.
#[test]
fn signatures_of_other_algorithms_are_refused() {
    for example in [
        example!("4_2.rsa-pss_signature.json"),
        example!("4_3.ecdsa_signature.json"),
        example!("4_4.hmac-sha2_integrity_protection.json"),
    ] {
        assert_eq!(verified(&example), Err(JwsError::Alg), "{}", example["title"]);
    }
}

/// RFC 7520 §5.5, and the same agreement on Curve25519.
#[test]
fn encryptions_of_the_cookbook_open() {
    for (example, enc) in [
        (example!("5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json"), JweEnc::A128CbcHs256),
        (example!("ecdh-es.json"), JweEnc::A128Gcm),
    ] {
        let content = opened(&example).unwrap();
        assert_eq!((content.alg, content.enc), (JweAlg::EcdhEs, enc));
        assert_eq!(content.plaintext, example["input"]["plaintext"].as_str().unwrap().as_bytes());
    }
}

/// RFC 7520 §5.1 to §5.9 without §5.5: RSA1_5, RSA-OAEP with SHA-1, passwords, P-384, shared keys, compression.
#[test]
fn encryptions_of_other_algorithms_are_refused() {
    for example in [
        example!("5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json"),
        example!("5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json"),
        example!("5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json"),
        example!("5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm.json"),
        example!("5_6.direct_encryption_using_aes-gcm.json"),
        example!("5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2.json"),
        example!("5_8.key_wrap_using_aes-keywrap_with_aes-gcm.json"),
        example!("5_9.compressed_content.json"),
    ] {
        assert_eq!(opened(&example).err(), Some(JweError::Alg), "{}", example["title"]);
    }
}

/// RFC 7520 §6: the inner message is of ours (PS256), the envelope (RSA-OAEP with SHA-1) is not.
#[test]
fn the_signed_part_of_a_nested_message_holds() {
    let example = example!("6.nesting_signatures_and_encryption.json");
    let keys = keys::public(&example["sign"]["input"]["key"]);
    let token = example["sign"]["output"]["compact"].as_str().unwrap();
    let verified = jws::verify(token, &keys, &[JwsAlg::PS256]).unwrap();
    assert_eq!(verified.claims["iss"], "hobbiton.example");
    let envelope = example["encrypt"]["output"]["compact"].as_str().unwrap();
    let key = keys::private(&example["encrypt"]["input"]["key"]).unwrap();
    assert_eq!(jwe::decrypt(envelope, &key).err(), Some(JweError::Alg));
}
