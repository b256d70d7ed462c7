//! A compact JWS: as the fuzzer wrote it whole, or its header and payload under a right signature. What verifies is of the
//! allow-list, in the one spelling that its parts have, and says what was signed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::{JwsAlg, jwk, jws};

use crate::signed::{Keypair, halves};

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    let key = Keypair::shared();
    let keys = jwk::parse_set(&key.jwks()).expect("the set of this key");
    if mode % 2 == 0 {
        let (header, payload) = halves(input);
        read(&key.sign(header, payload), &keys, Some(payload));
    } else {
        read(&String::from_utf8_lossy(input), &keys, None);
    }
}

fn read(token: &str, keys: &jose::JwkSet, payload: Option<&[u8]>) {
    let _ = jws::verify_embedded(token, &JwsAlg::ALL);
    assert!(jws::verify(token, keys, &[JwsAlg::EdDSA]).is_err(), "a key of another kind");
    let Ok(verified) = jws::verify(token, keys, &JwsAlg::ALL) else { return };
    assert_eq!(verified.header.alg, JwsAlg::ES256);
    for part in token.split('.') {
        let bytes = URL_SAFE_NO_PAD.decode(part).expect("strict base64url");
        assert_eq!(URL_SAFE_NO_PAD.encode(bytes), part, "one spelling");
    }
    if let Some(payload) = payload {
        let signed: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(payload).expect("an object");
        assert_eq!(signed, verified.claims);
    }
}
