//! Signed messages: RFC 7515, read as RFC 8725 §3 asks. The algorithms come from the caller, the keys too.

mod header;

pub use header::Header;

use jsonwebtoken::jwk::{Jwk, JwkSet};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::alg::JwsAlg;
use crate::compact::{decode, encode, split};
use crate::json::{self, JsonError};
use crate::jwk::PublicKey;

/// Why a message is not what somebody signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    #[error("not a compact JWS of a readable length, in strict base64url")]
    Form,
    #[error("header: {0}")]
    Header(JsonError),
    #[error("header: `{0}` has another type than its specification gives")]
    Member(&'static str),
    #[error("`alg` is not one that is accepted here")]
    Alg,
    #[error("header: `crit` or `b64` asks for something that is not understood here")]
    Crit,
    #[error("header: `{0}` names a key of its own")]
    ForeignKey(&'static str),
    #[error("header: `jwk` is not one public key for `alg`")]
    Embedded,
    #[error("no key is named as `kid` says")]
    UnknownKey,
    #[error("no key of the set serves this algorithm: `kty`, `crv`, `use`, `key_ops`, `alg` or its size differ")]
    UnfitKey,
    #[error("the signature does not hold")]
    Signature,
    #[error("payload: {0}")]
    Payload(JsonError),
}

/// What was signed, and by a key of the set.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    pub header: Header,
    pub claims: Map<String, Value>,
}

/// Reads the header; nothing proves it yet.
pub fn header(token: &str) -> Result<Header, JwsError> {
    Ok(Parts::read(token)?.header)
}

/// The word that the header has for its algorithm, known here or not: only to tell its sender what came.
pub fn unverified_alg(token: &str) -> Option<String> {
    let header = token.split('.').next()?;
    json::object(&decode(header)?).ok()?.get("alg")?.as_str().map(str::to_owned)
}

/// The claims that nothing proves yet: only to find whose keys are to be tried.
pub fn unverified_claims(token: &str) -> Result<Map<String, Value>, JwsError> {
    Parts::read(token)?.claims()
}

/// The claims, when the signature holds under a key of the set and an algorithm of the list. Times, issuer, audience and
/// `typ` are the caller's to check.
pub fn verify(token: &str, keys: &JwkSet, allowed: &[JwsAlg]) -> Result<Verified, JwsError> {
    let parts = Parts::read(token)?;
    parts.signed_by_one_of(keys, allowed)?;
    Ok(Verified { claims: parts.claims()?, header: parts.header })
}

/// The same for a payload of any kind.
pub fn verify_bytes(token: &str, keys: &JwkSet, allowed: &[JwsAlg]) -> Result<(Header, Vec<u8>), JwsError> {
    let parts = Parts::read(token)?;
    parts.signed_by_one_of(keys, allowed)?;
    Ok((parts.header, parts.payload))
}

/// A message that carries its own key and proves possession of it, nothing else (RFC 9449 §4.2). The key is a public one.
pub fn verify_embedded(token: &str, allowed: &[JwsAlg]) -> Result<(Verified, Jwk), JwsError> {
    let parts = Parts::read(token)?;
    parts.allowed(allowed)?;
    let jwk = parts.header.embedded()?;
    let key = PublicKey::verifying(&jwk, parts.header.alg).ok_or(JwsError::Embedded)?;
    parts.signed_by(&key)?;
    Ok((Verified { claims: parts.claims()?, header: parts.header }, jwk))
}

/// One key that verifies under one algorithm, read once for many messages.
pub struct Verifier {
    alg: JwsAlg,
    kid: Option<String>,
    key: PublicKey,
}

impl Verifier {
    /// `None`: the key does not serve this algorithm.
    pub fn new(key: &Jwk, alg: JwsAlg) -> Option<Self> {
        Some(Self { alg, kid: key.common.key_id.clone(), key: PublicKey::verifying(key, alg)? })
    }

    /// The claims of a message that names this very key and that it signed.
    pub fn verify(&self, token: &str) -> Result<Verified, JwsError> {
        let parts = Parts::read(token)?;
        parts.allowed(&[self.alg])?;
        parts.header.no_key_of_its_own()?;
        if parts.header.kid != self.kid {
            return Err(JwsError::UnknownKey);
        }
        parts.signed_by(&self.key)?;
        Ok(Verified { claims: parts.claims()?, header: parts.header })
    }
}

/// What is to be signed: header and claims, encoded, joined by a dot.
pub fn to_sign(header: &impl Serialize, claims: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(format!("{}.{}", encode(serde_json::to_vec(header)?), encode(serde_json::to_vec(claims)?)))
}

/// The message, once signed.
pub fn signed(to_sign: String, signature: &[u8]) -> String {
    to_sign + "." + &encode(signature)
}

/// A message taken apart, its signature not yet looked at.
struct Parts<'a> {
    header: Header,
    input: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn read(token: &'a str) -> Result<Self, JwsError> {
        let [header, payload, signature] = split(token).ok_or(JwsError::Form)?;
        let bytes = |part: &str| decode(part).ok_or(JwsError::Form);
        Ok(Self {
            input: &token[..header.len() + 1 + payload.len()],
            header: Header::read(&bytes(header)?)?,
            payload: bytes(payload)?,
            signature: bytes(signature)?,
        })
    }

    fn claims(&self) -> Result<Map<String, Value>, JwsError> {
        json::object(&self.payload).map_err(JwsError::Payload)
    }

    fn allowed(&self, allowed: &[JwsAlg]) -> Result<(), JwsError> {
        if allowed.contains(&self.header.alg) { Ok(()) } else { Err(JwsError::Alg) }
    }

    fn signed_by_one_of(&self, keys: &JwkSet, allowed: &[JwsAlg]) -> Result<(), JwsError> {
        self.allowed(allowed)?;
        self.header.no_key_of_its_own()?;
        let named = |key: &&Jwk| self.header.kid.is_none() || key.common.key_id == self.header.kid;
        let named: Vec<&Jwk> = keys.keys.iter().filter(named).collect();
        if named.is_empty() {
            return Err(JwsError::UnknownKey);
        }
        let alg = self.header.alg;
        let fitting: Vec<PublicKey> = named.into_iter().filter_map(|key| PublicKey::verifying(key, alg)).collect();
        if fitting.is_empty() {
            return Err(JwsError::UnfitKey);
        }
        if fitting.iter().any(|key| self.signed_by(key).is_ok()) { Ok(()) } else { Err(JwsError::Signature) }
    }

    fn signed_by(&self, key: &PublicKey) -> Result<(), JwsError> {
        if key.holds(self.input.as_bytes(), &self.signature) { Ok(()) } else { Err(JwsError::Signature) }
    }
}

#[cfg(test)]
mod tests;
