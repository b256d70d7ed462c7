//! The keys of a token, in the words of PKCS#11.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use idp_core::key::SigningAlg;
use jose::{Jwk, jwk};
use serde_json::{Value, json};

use crate::token::HsmError;

/// OID 1.2.840.10045.3.1.7, DER.
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
/// The name of the curve as a PrintableString, which every token understands.
const ED25519: &[u8] = b"\x13\x0cedwards25519";

/// Makes a pair that stays: the private half signs, is never shown and never leaves. Gives the public half.
pub fn generate(session: &Session, alg: SigningAlg, label: &str) -> Result<Jwk, HsmError> {
    let (mechanism, kind) = match alg {
        SigningAlg::RS256 | SigningAlg::PS256 => (
            Mechanism::RsaPkcsKeyPairGen,
            vec![Attribute::ModulusBits(2048.into()), Attribute::PublicExponent(vec![1, 0, 1])],
        ),
        SigningAlg::ES256 => (Mechanism::EccKeyPairGen, vec![Attribute::EcParams(P256.to_vec())]),
        SigningAlg::EdDSA => (Mechanism::EccEdwardsKeyPairGen, vec![Attribute::EcParams(ED25519.to_vec())]),
    };
    let named =
        [Attribute::Token(true), Attribute::Label(label.as_bytes().to_vec()), Attribute::Id(label.as_bytes().to_vec())];
    let mut public = named.to_vec();
    public.extend([Attribute::Private(false), Attribute::Verify(true)]);
    public.extend(kind);
    let mut private = named.to_vec();
    private.extend([
        Attribute::Private(true),
        Attribute::Sensitive(true),
        Attribute::Extractable(false),
        Attribute::Sign(true),
    ]);
    let (public, _) = session.generate_key_pair(&mechanism, &public, &private)?;
    let key = read(session, alg, public)?;
    let Value::Object(key) = key else { return Err(HsmError::Unreadable) };
    jwk::public_only(key).map_err(|_| HsmError::Unreadable)
}

pub fn private(session: &Session, label: &str) -> Result<ObjectHandle, HsmError> {
    found(session, label, ObjectClass::PRIVATE_KEY)?.ok_or_else(|| HsmError::NoKey(label.to_owned()))
}

pub fn destroy(session: &Session, label: &str) -> Result<(), HsmError> {
    for class in [ObjectClass::PRIVATE_KEY, ObjectClass::PUBLIC_KEY] {
        if let Some(key) = found(session, label, class)? {
            session.destroy_object(key)?;
        }
    }
    Ok(())
}

/// The signature in the form of RFC 7518 §3. ECDSA signs the digest that is made here: not every token knows the
/// mechanism that hashes too.
pub fn sign(session: &Session, alg: SigningAlg, key: ObjectHandle, message: &[u8]) -> Result<Vec<u8>, HsmError> {
    let signature = match alg {
        SigningAlg::RS256 => session.sign(&Mechanism::Sha256RsaPkcs, key, message),
        SigningAlg::PS256 => session.sign(&Mechanism::Sha256RsaPkcsPss(pss()), key, message),
        SigningAlg::ES256 => session.sign(&Mechanism::Ecdsa, key, digest(&SHA256, message).as_ref()),
        SigningAlg::EdDSA => {
            session.sign(&Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Pure)), key, message)
        }
    };
    Ok(signature?)
}

/// RFC 7518 §3.5: the salt is as long as the digest.
fn pss() -> PkcsPssParams {
    PkcsPssParams { hash_alg: MechanismType::SHA256, mgf: PkcsMgfType::MGF1_SHA256, s_len: 32.into() }
}

fn found(session: &Session, label: &str, class: ObjectClass) -> Result<Option<ObjectHandle>, HsmError> {
    let template = [Attribute::Token(true), Attribute::Class(class), Attribute::Label(label.as_bytes().to_vec())];
    Ok(session.find_objects(&template)?.into_iter().next())
}

fn read(session: &Session, alg: SigningAlg, key: ObjectHandle) -> Result<Value, HsmError> {
    let asked = [AttributeType::Modulus, AttributeType::PublicExponent, AttributeType::EcPoint];
    let asked = if matches!(alg, SigningAlg::RS256 | SigningAlg::PS256) { &asked[..2] } else { &asked[2..] };
    let (mut n, mut e, mut point) = (Vec::new(), Vec::new(), Vec::new());
    for attribute in session.get_attributes(key, asked)? {
        match attribute {
            Attribute::Modulus(bytes) => n = bytes,
            Attribute::PublicExponent(bytes) => e = bytes,
            Attribute::EcPoint(bytes) => point = bytes,
            _ => {}
        }
    }
    // an OCTET STRING around the point (PKCS#11 §6.3.3); some tokens leave it out
    let point = match point.as_slice() {
        [4, 0x41, point @ ..] if point.len() == 0x41 => point,
        [4, 0x20, point @ ..] if point.len() == 0x20 => point,
        point => point,
    };
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    match (alg, point) {
        (SigningAlg::RS256 | SigningAlg::PS256, _) if !n.is_empty() => {
            Ok(json!({ "kty": "RSA", "n": text(&n), "e": text(&e) }))
        }
        (SigningAlg::ES256, [4, point @ ..]) if point.len() == 64 => {
            Ok(json!({ "kty": "EC", "crv": "P-256", "x": text(&point[..32]), "y": text(&point[32..]) }))
        }
        (SigningAlg::EdDSA, point) if point.len() == 32 => {
            Ok(json!({ "kty": "OKP", "crv": "Ed25519", "x": text(point) }))
        }
        _ => Err(HsmError::Unreadable),
    }
}
