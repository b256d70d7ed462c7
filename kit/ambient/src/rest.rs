use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// The form in which a generated secret is stored: HMAC-SHA-256 under a key that is in no database, in base64url.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resting(String);

impl Resting {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Resting {
    fn from(stored: String) -> Self {
        Self(stored)
    }
}

/// The key under which codes, tokens and session identifiers rest. Read from a file, 32 bytes in base64.
#[derive(Clone)]
pub struct RestKey(hmac::Key);

#[derive(Debug, thiserror::Error)]
#[error("a rest key is 32 bytes in base64; got {0}")]
pub struct RestKeyError(String);

impl RestKey {
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// Reads the key as its file holds it.
    pub fn from_base64(text: &str) -> Result<Self, RestKeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|error| RestKeyError(error.to_string()))?;
        let bytes: [u8; 32] =
            bytes.try_into().map_err(|bytes: Vec<u8>| RestKeyError(format!("{} bytes", bytes.len())))?;
        Ok(Self::from_bytes(&bytes))
    }

    /// `purpose` keeps apart values of different kinds: a code never rests as a token does.
    pub fn rest(&self, purpose: &str, secret: &str) -> Resting {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(secret.as_bytes());
        Resting(URL_SAFE_NO_PAD.encode(context.sign()))
    }
}

impl fmt::Debug for RestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RestKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_rests_differently_for_each_purpose_and_each_key() {
        let key = RestKey::from_bytes(&[1; 32]);
        assert_eq!(key.rest("code", "abc"), key.rest("code", "abc"));
        assert_ne!(key.rest("code", "abc"), key.rest("token", "abc"));
        assert_ne!(key.rest("code", "abc"), RestKey::from_bytes(&[2; 32]).rest("code", "abc"));
    }

    #[test]
    fn a_key_of_the_wrong_length_is_refused() {
        assert!(RestKey::from_base64("c2hvcnQ=").is_err());
    }
}
