//! The client's public keys: in one place, there when something needs them, and of a kind that serves.

use jose::JweAlg;
use serde_json::Value;

use super::unless;
use crate::registration::{Declaration, Method, Objection};

/// RFC 7591 §2: `jwks` and `jwks_uri` are never both present.
pub fn one_place(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.jwks.is_none() || declaration.jwks_uri.is_none(),
        "jwks",
        "there is also a jwks_uri",
        "keep jwks_uri: keys can then change without a word to us",
    )
}

/// What cannot be checked or done without a key of the client.
pub fn needed(declaration: &Declaration) -> Vec<Objection> {
    if declaration.jwks.is_some() || declaration.jwks_uri.is_some() {
        return Vec::new();
    }
    let by_method = matches!(declaration.auth(), Method::PrivateKeyJwt | Method::SelfSignedTlsClientAuth);
    let mut found = unless(
        !by_method,
        "jwks",
        "this authentication method needs the client's public keys",
        "send jwks_uri, or jwks",
    );
    let signed = [
        ("request_object_signing_alg", declaration.request_object_signing_alg.is_some()),
        ("require_signed_request_object", declaration.require_signed_request_object == Some(true)),
        (
            "backchannel_authentication_request_signing_alg",
            declaration.backchannel_authentication_request_signing_alg.is_some(),
        ),
    ];
    for (key, said) in signed {
        found.extend(unless(!said, key, "signed requests cannot be checked without keys", "send jwks_uri, or jwks"));
    }
    found
}

/// RFC 7517: a set of public keys that somebody else cannot break.
pub fn public(declaration: &Declaration) -> Vec<Objection> {
    let Some(jwks) = &declaration.jwks else { return Vec::new() };
    let keys = keys(jwks);
    let private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    let public = keys.iter().all(|key| private.iter().all(|member| key.get(member).is_none()));
    let kinds = ["RSA", "EC", "OKP"];
    let known = keys.iter().all(|key| key["kty"].as_str().is_some_and(|kty| kinds.contains(&kty)));
    let mut found = unless(!keys.is_empty(), "jwks", "holds no key", "write {\"keys\": [...]}");
    found.extend(unless(public, "jwks", "holds a private key", "keep it on your side and give the public part only"));
    found.extend(unless(known, "jwks", "holds a key that is neither RSA, EC nor OKP", "use one of these"));
    found.extend(unless(
        keys.iter().all(|key| rsa_bits(key).is_none_or(|bits| bits >= 2_048)),
        "jwks",
        "holds an RSA key of less than 2048 bits",
        "make a longer one, or one on P-256",
    ));
    found.extend(unless(keys.len() <= 20, "jwks", "holds more than twenty keys", "keep those in use"));
    found
}

/// An `…_encrypted_response_alg` says that the client has a key to decrypt with.
pub fn encryption(declaration: &Declaration) -> Vec<Objection> {
    let mut found = Vec::new();
    for (key, alg) in encryptions(declaration) {
        let Some(alg) = alg else { continue };
        let holds = match (&declaration.jwks, &declaration.jwks_uri) {
            (Some(jwks), _) => keys(jwks).iter().any(|key| encrypts(key, alg)),
            (None, Some(_)) => true,
            (None, None) => false,
        };
        found.extend(unless(
            holds,
            key,
            format!("no key of the client can be encrypted to with {alg}"),
            "add one with use \"enc\": RSA for RSA-OAEP-256, EC or X25519 for ECDH-ES",
        ));
    }
    found
}

pub fn encryptions(declaration: &Declaration) -> [(&'static str, Option<JweAlg>); 4] {
    [
        ("id_token_encrypted_response_alg", declaration.id_token_encrypted_response_alg),
        ("userinfo_encrypted_response_alg", declaration.userinfo_encrypted_response_alg),
        ("introspection_encrypted_response_alg", declaration.introspection_encrypted_response_alg),
        ("authorization_encrypted_response_alg", declaration.authorization_encrypted_response_alg),
    ]
}

fn encrypts(key: &Value, alg: JweAlg) -> bool {
    let free = key["use"].as_str().is_none_or(|word| word == "enc");
    let said = key["alg"].as_str().is_none_or(|word| word == alg.word());
    let kind = match alg {
        JweAlg::RsaOaep256 => key["kty"] == "RSA",
        JweAlg::EcdhEs | JweAlg::EcdhEsA256Kw => key["kty"] == "EC" || (key["kty"] == "OKP" && key["crv"] == "X25519"),
    };
    free && said && kind
}

fn keys(jwks: &Value) -> &[Value] {
    jwks["keys"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Of the modulus; `None`: not an RSA key.
fn rsa_bits(key: &Value) -> Option<usize> {
    use base64::Engine as _;
    if key["kty"] != "RSA" {
        return None;
    }
    let modulus = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(key["n"].as_str().unwrap_or_default());
    let bytes = modulus.unwrap_or_default();
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let lead = bytes.get(first).map_or(0, |byte| byte.leading_zeros() as usize);
    Some((bytes.len() - first) * 8 - lead)
}
