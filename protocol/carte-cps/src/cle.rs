use x509_parser::asn1_rs::{Oid, Tag, oid};
use x509_parser::oid_registry::{OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_PKCS1_RSAENCRYPTION};
use x509_parser::public_key::{PublicKey, RSAPublicKey};
use x509_parser::x509::SubjectPublicKeyInfo;

const P384: Oid<'static> = oid!(1.3.132.0.34);
const BITS: std::ops::RangeInclusive<usize> = 2_048..=8_192;
/// The smallest public exponent that ANSSI accepts is above 2^16.
const EXPONENT: u64 = 65_537;

/// RSA of 2048 to 8192 bits with an odd exponent from 65537, or a named curve P-256 or P-384: everything else is weak or
/// unknown. Says why.
pub fn solide(spki: &SubjectPublicKeyInfo<'_>) -> Result<(), String> {
    let algorithm = &spki.algorithm.algorithm;
    // `as_oid` alone would take explicit parameters for an identifier
    let parameters = spki.algorithm.parameters.as_ref().filter(|parameters| parameters.tag() == Tag::Oid);
    let named = || parameters.and_then(|parameters| parameters.as_oid().ok());
    match spki.parsed() {
        Ok(PublicKey::RSA(key)) if *algorithm == OID_PKCS1_RSAENCRYPTION => rsa(&key),
        Ok(PublicKey::EC(_)) if *algorithm == OID_KEY_TYPE_EC_PUBLIC_KEY => match named() {
            Some(curve) if curve == OID_EC_P256 || curve == P384 => Ok(()),
            Some(curve) => Err(format!("curve {curve}")),
            None => Err("a curve that is not named".into()),
        },
        Ok(_) => Err(format!("key of type {algorithm}")),
        Err(error) => Err(format!("unreadable key: {error}")),
    }
}

fn rsa(key: &RSAPublicKey<'_>) -> Result<(), String> {
    let modulus = significant(key.modulus);
    let bits = modulus.first().map_or(0, |first| modulus.len() * 8 - first.leading_zeros() as usize);
    let exponent = significant(key.exponent);
    let value = exponent.iter().try_fold(0u64, |value, byte| value.checked_mul(256)?.checked_add(u64::from(*byte)));
    match value {
        _ if !BITS.contains(&bits) => Err(format!("RSA of {bits} bits")),
        Some(value) if value >= EXPONENT && value % 2 == 1 => Ok(()),
        _ => Err("RSA exponent".into()),
    }
}

fn significant(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}
