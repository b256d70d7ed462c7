//! Which key serves what: by its type, its curve, its strength, and what it says of itself (RFC 7517 §4.2 to §4.4).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents,
};
use jsonwebtoken::jwk::{
    AlgorithmParameters, EllipticCurve, EllipticCurveKeyParameters, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse,
    RSAKeyParameters,
};

use super::roca;
use crate::alg::{JweAlg, JwsAlg};
use crate::compact::decode;

/// Bytes of the modulus: 2048 to 8192 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// A key that verifies under one algorithm, read and checked once.
pub struct PublicKey(ParsedPublicKey);

/// The numbers of an RSA key.
pub type Rsa = RsaPublicKeyComponents<Vec<u8>>;

impl PublicKey {
    /// The key, if it is one for this algorithm and for verifying.
    pub fn verifying(key: &Jwk, alg: JwsAlg) -> Option<Self> {
        let own = match alg {
            JwsAlg::RS256 => KeyAlgorithm::RS256,
            JwsAlg::PS256 => KeyAlgorithm::PS256,
            JwsAlg::ES256 => KeyAlgorithm::ES256,
            JwsAlg::EdDSA => KeyAlgorithm::EdDSA,
        };
        if !says(key, &PublicKeyUse::Signature, &[KeyOperations::Verify], &[own]) {
            return None;
        }
        match (&key.algorithm, alg) {
            (AlgorithmParameters::RSA(key), JwsAlg::RS256) => {
                rsa(key)?.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            }
            (AlgorithmParameters::RSA(key), JwsAlg::PS256) => rsa(key)?.to_parsed_public_key(&RSA_PSS_2048_8192_SHA256),
            (AlgorithmParameters::EllipticCurve(key), JwsAlg::ES256) => {
                ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, curve_point(key)?)
            }
            (_, JwsAlg::EdDSA) => match okp(key)? {
                ("Ed25519", x) => ParsedPublicKey::new(&ED25519, decode(x)?),
                _ => return None,
            },
            _ => return None,
        }
        .ok()
        .map(Self)
    }

    pub fn holds(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_sig(message, signature).is_ok()
    }
}

/// What the key says of itself allows this.
fn says(key: &Jwk, usage: &PublicKeyUse, operations: &[KeyOperations], algs: &[KeyAlgorithm]) -> bool {
    let common = &key.common;
    common.public_key_use.as_ref().is_none_or(|said| said == usage)
        && common.key_operations.as_ref().is_none_or(|said| operations.iter().any(|operation| said.contains(operation)))
        && common.key_algorithm.as_ref().is_none_or(|said| algs.contains(said))
}

/// Whether the key says that content may be encrypted for it in this way. `jsonwebtoken` has no word for the agreements.
pub fn encrypts(key: &Jwk, alg: JweAlg) -> bool {
    let (operations, own) = match alg {
        JweAlg::RsaOaep256 => ([KeyOperations::Encrypt, KeyOperations::WrapKey], KeyAlgorithm::RSA_OAEP_256),
        JweAlg::EcdhEs | JweAlg::EcdhEsA256Kw => {
            ([KeyOperations::DeriveKey, KeyOperations::DeriveBits], KeyAlgorithm::UNKNOWN_ALGORITHM)
        }
    };
    // key_ops of a public agreement key is empty (RFC 7517 §4.3 names operations of the private one)
    let mut key = key.clone();
    key.common.key_operations = key.common.key_operations.filter(|said| !said.is_empty());
    says(&key, &PublicKeyUse::Encryption, &operations, &[own])
}

/// 2048 bits or more, an odd exponent from 65537 on of 33 bits at most, and not of the weak family (ROCA).
pub fn rsa(key: &RSAKeyParameters) -> Option<Rsa> {
    let (n, e) = (number(&key.n)?, number(&key.e)?);
    let exponent = e.iter().try_fold(0_u64, |sum, byte| Some(sum.checked_mul(256)? + u64::from(*byte)))?;
    let sane = (65_537..1 << 33).contains(&exponent) && exponent % 2 == 1 && n.last().is_some_and(|byte| byte % 2 == 1);
    let strong = MODULUS.contains(&n.len()) && (n.len() > *MODULUS.start() || n[0] >= 0x80) && !roca::weak(&n);
    (sane && strong).then_some(Rsa { n, e })
}

/// A Base64urlUInt: the shortest form (RFC 7518 §2). One zero before the number is forgiven, as many libraries write it.
fn number(text: &str) -> Option<Vec<u8>> {
    let mut bytes = decode(text)?;
    if bytes.first() == Some(&0) {
        bytes.remove(0);
    }
    bytes.first().is_some_and(|first| *first != 0).then_some(bytes)
}

/// The uncompressed point of a P-256 key, each coordinate of its full length (RFC 7518 §6.2.1.2). Whether it lies on the
/// curve is checked where it serves.
pub fn curve_point(key: &EllipticCurveKeyParameters) -> Option<Vec<u8>> {
    let (x, y) = (decode(&key.x)?, decode(&key.y)?);
    let full = key.curve == EllipticCurve::P256 && x.len() == 32 && y.len() == 32;
    full.then(|| [&[4][..], &x, &y].concat())
}

/// Curve and `x` of an octet key pair (RFC 8037 §2): X25519 is none of `jsonwebtoken`'s words.
pub fn okp(key: &Jwk) -> Option<(&str, &str)> {
    match &key.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => Some(("Ed25519", &pair.x)),
        AlgorithmParameters::Other(other) => {
            let text = |name: &str| other.fields.get(name)?.as_str();
            (text("kty")? == "OKP" && text("crv")? == "X25519").then_some(("X25519", text("x")?))
        }
        _ => None,
    }
}
