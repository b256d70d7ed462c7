use serde_json::json;

use super::*;

fn key(value: Value) -> Result<Jwk, JwkError> {
    public_only(value.as_object().unwrap().clone())
}

/// RFC 7638 §3.1.
#[test]
fn the_thumbprint_is_the_one_of_the_rfc() {
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let jwk = key(json!({ "kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29" })).unwrap();
    assert_eq!(thumbprint(&jwk).unwrap(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

/// RFC 8037 appendix A.3.
#[test]
fn the_thumbprint_of_an_octet_key_pair_is_the_one_of_the_rfc() {
    let jwk = key(json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }));
    assert_eq!(thumbprint(&jwk.unwrap()).unwrap(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

// requirement: K06
#[test]
fn a_private_or_symmetric_key_is_not_taken_for_a_public_one() {
    for member in PRIVATE {
        let refused = key(json!({ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", member: "AQ" }));
        assert_eq!(refused, Err(JwkError::Private), "{member}");
    }
    assert_eq!(parse_set(r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#), Err(JwkError::Private));
}

#[test]
fn a_set_is_bounded_and_strict_and_keeps_what_it_does_not_know() {
    assert_eq!(
        parse_set(r#"{"keys":[{"kty":"new"},{"kty":"EC","crv":"P-999","x":"","y":""}]}"#).unwrap().keys.len(),
        2
    );
    for text in [r#"{"keys":{}}"#, r#"{}"#, r#"{"keys":["a"]}"#, r#"{"keys":[{}]}"#, r#"{"keys":[{"kty":1}]}"#] {
        assert_eq!(parse_set(text), Err(JwkError::Form), "{text}");
    }
    assert!(matches!(parse_set(r#"{"keys":[],"keys":[]}"#), Err(JwkError::Json(_))));
    let many = json!({ "keys": vec![json!({ "kty": "new" }); MOST + 1] }).to_string();
    assert_eq!(parse_set(&many), Err(JwkError::TooMany));
}
