use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jose::{Jwk, JwkSet, jwk};
use jsonwebtoken::jwk::PublicKeyUse;
use serde_json::{Value, json};
use x509_parser::asn1_rs::{Oid, Tag, oid};
use x509_parser::certificate::X509Certificate;
use x509_parser::oid_registry::{OID_EC_P256, OID_SIG_ED25519};
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

const P384: Oid<'static> = oid!(1.3.132.0.34);
/// The smallest RSA modulus and public exponent.
const BITS: usize = 2_048;
const EXPONENT: &[u8] = &[1, 0, 1];

/// RFC 8705 §2.2.2: the certificate (DER) is the one that a key of the set carries as `x5c`; without `x5c`, its key is that
/// key. Its dates and its issuer say nothing; its strength counts.
pub fn is_key_of(certificate: &[u8], keys: &JwkSet) -> bool {
    let Some(own) = strong(certificate).and_then(|key| jwk::thumbprint(&key).ok()) else { return false };
    keys.keys.iter().filter(|key| key.common.public_key_use != Some(PublicKeyUse::Encryption)).any(|key| {
        match key.common.x509_chain.as_deref() {
            Some([registered, ..]) => STANDARD.decode(registered).is_ok_and(|der| der == certificate),
            Some([]) => false,
            None => jwk::thumbprint(key).is_ok_and(|thumbprint| thumbprint == own),
        }
    })
}

/// The key of a certificate: RSA of 2048 bits at least with an exponent from 65537, P-256, P-384 or Ed25519. `None`: another.
pub fn strong(certificate: &[u8]) -> Option<Jwk> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let members = public(certificate.public_key())?;
    serde_json::from_value(members).ok()
}

fn public(spki: &SubjectPublicKeyInfo<'_>) -> Option<Value> {
    if spki.algorithm.algorithm == OID_SIG_ED25519 {
        let x = spki.subject_public_key.data.as_ref();
        return (x.len() == 32).then(|| json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(x) }));
    }
    match spki.parsed().ok()? {
        PublicKey::RSA(key) => rsa(significant(key.modulus), significant(key.exponent)),
        PublicKey::EC(point) => curve(spki).and_then(|(name, length)| match point.data() {
            [4, both @ ..] if both.len() == 2 * length => {
                let [x, y] = [&both[..length], &both[length..]].map(|half| URL_SAFE_NO_PAD.encode(half));
                Some(json!({ "kty": "EC", "crv": name, "x": x, "y": y }))
            }
            _ => None,
        }),
        _ => None,
    }
}

/// A curve that is named, and the length of its coordinates.
fn curve(spki: &SubjectPublicKeyInfo<'_>) -> Option<(&'static str, usize)> {
    // `as_oid` alone would take explicit parameters for an identifier
    let parameters = spki.algorithm.parameters.as_ref().filter(|parameters| parameters.tag() == Tag::Oid)?;
    match parameters.as_oid().ok()? {
        curve if curve == OID_EC_P256 => Some(("P-256", 32)),
        curve if curve == P384 => Some(("P-384", 48)),
        _ => None,
    }
}

fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<Value> {
    let bits = modulus.len() * 8 - modulus.first()?.leading_zeros() as usize;
    let odd = exponent.last()? % 2 == 1;
    let large = exponent.len() > EXPONENT.len() || (exponent.len() == EXPONENT.len() && exponent >= EXPONENT);
    (bits >= BITS && odd && large)
        .then(|| json!({ "kty": "RSA", "n": URL_SAFE_NO_PAD.encode(modulus), "e": URL_SAFE_NO_PAD.encode(exponent) }))
}

fn significant(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}
