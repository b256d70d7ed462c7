//! Public keys: RFC 7517, RFC 7518 §6, RFC 8037, RFC 7638.

mod fit;
mod roca;

use aws_lc_rs::digest::{SHA256, digest};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet};
use serde_json::{Map, Value};

use crate::compact::encode;
use crate::json::{self, JsonError};

pub(crate) use fit::{PublicKey, curve_point, encrypts, okp, rsa};

/// A set that holds more keys is not read: each of them may have to be tried.
const MOST: usize = 50;
/// What only its owner may know: RFC 7518 §6.2.2, §6.3.2, §6.4.1.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    #[error(transparent)]
    Json(#[from] JsonError),
    #[error("not a JWK, or not a set of them")]
    Form,
    #[error("a private or symmetric key stands among public ones: it is known to everybody now")]
    Private,
    #[error("more than {MOST} keys")]
    TooMany,
    #[error("no key of this kind is known here")]
    Kind,
}

/// A set of public keys, as a client declares or publishes it. Keys of unknown kinds are kept and serve nothing (RFC 7517 §5).
pub fn parse_set(text: &str) -> Result<JwkSet, JwkError> {
    let mut set = json::object(text.as_bytes())?;
    let Some(Value::Array(keys)) = set.remove("keys") else { return Err(JwkError::Form) };
    if keys.len() > MOST {
        return Err(JwkError::TooMany);
    }
    let keys = keys.into_iter().map(|key| match key {
        Value::Object(key) => public_only(key),
        _ => Err(JwkError::Form),
    });
    Ok(JwkSet { keys: keys.collect::<Result<_, _>>()? })
}

/// One key without any private member.
pub fn public_only(key: Map<String, Value>) -> Result<Jwk, JwkError> {
    if PRIVATE.iter().any(|member| key.contains_key(*member)) {
        return Err(JwkError::Private);
    }
    if !key.get("kty").is_some_and(Value::is_string) {
        return Err(JwkError::Form);
    }
    serde_json::from_value(Value::Object(key)).map_err(|_| JwkError::Form)
}

/// RFC 7638 with SHA-256: 43 characters of base64url.
pub fn thumbprint(key: &Jwk) -> Result<String, JwkError> {
    let text = |value: &str| Value::from(value).to_string();
    let canonical = match &key.algorithm {
        AlgorithmParameters::EllipticCurve(ec) => {
            let curve = serde_json::to_string(&ec.curve).map_err(|_| JwkError::Kind)?;
            format!(r#"{{"crv":{curve},"kty":"EC","x":{},"y":{}}}"#, text(&ec.x), text(&ec.y))
        }
        AlgorithmParameters::RSA(rsa) => format!(r#"{{"e":{},"kty":"RSA","n":{}}}"#, text(&rsa.e), text(&rsa.n)),
        _ => {
            let (curve, x) = okp(key).ok_or(JwkError::Kind)?;
            format!(r#"{{"crv":{},"kty":"OKP","x":{}}}"#, text(curve), text(x))
        }
    };
    Ok(encode(digest(&SHA256, canonical.as_bytes())))
}

#[cfg(test)]
mod tests;
