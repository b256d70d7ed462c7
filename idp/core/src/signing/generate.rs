use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::{Jwk, jwk};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::SigningError;
use crate::key::SigningAlg;

/// A new key pair: its public half, and the private one as PKCS#8 DER. Its randomness is the cryptographic library's own:
/// it takes no other for keys.
pub fn generate(alg: SigningAlg) -> Result<(Jwk, Zeroizing<Vec<u8>>), SigningError> {
    let (public, pkcs8) = match alg {
        SigningAlg::RS256 | SigningAlg::PS256 => rsa(),
        SigningAlg::EdDSA => ed25519(),
        SigningAlg::ES256 => p256(),
    }
    .map_err(|_| SigningError::Crypto("the library made no key".to_owned()))?;
    let public = public.as_object().cloned().unwrap_or_default();
    Ok((jwk::public_only(public).map_err(SigningError::crypto)?, Zeroizing::new(pkcs8)))
}

fn rsa() -> Result<(Value, Vec<u8>), Unspecified> {
    let pair = KeyPair::generate(KeySize::Rsa2048)?;
    let (n, e) = (pair.public_key().modulus(), pair.public_key().exponent());
    let (n, e) = (text(n.big_endian_without_leading_zero()), text(e.big_endian_without_leading_zero()));
    Ok((json!({ "kty": "RSA", "n": n, "e": e }), AsDer::as_der(&pair)?.as_ref().to_vec()))
}

fn p256() -> Result<(Value, Vec<u8>), Unspecified> {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?;
    let point = pair.public_key().as_ref();
    let public = json!({ "kty": "EC", "crv": "P-256", "x": text(&point[1..33]), "y": text(&point[33..]) });
    Ok((public, pair.to_pkcs8v1()?.as_ref().to_vec()))
}

fn ed25519() -> Result<(Value, Vec<u8>), Unspecified> {
    let pair = Ed25519KeyPair::generate()?;
    let public = json!({ "kty": "OKP", "crv": "Ed25519", "x": text(pair.public_key().as_ref()) });
    Ok((public, pair.to_pkcs8v1()?.as_ref().to_vec()))
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
