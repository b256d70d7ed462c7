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

    /// `purpose` keeps apart values of different kinds: a code never rests as a token does. What rests of a dated secret
    /// begins with its date, in clear: rows that are written one after another then lie beside each other in an index.
    pub fn rest(&self, purpose: &str, secret: &str) -> Resting {
        let proof = self.proof(purpose, secret);
        match date_of(secret) {
            Some(date) => Resting(format!("{date}{proof}")),
            None => Resting(proof),
        }
    }

    /// What only who has the key can say of a secret: 256 bits in base64url, without any date.
    pub fn proof(&self, purpose: &str, secret: &str) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(secret.as_bytes());
        URL_SAFE_NO_PAD.encode(context.sign())
    }
}

/// Length of a date with the sign that ends it, and of a dated secret.
const DATE: usize = 12;
const DATED: usize = DATE + 43;

/// The date of [`crate::Ambient::dated_secret`]; `None`: there is none, as in what was made before secrets had one.
fn date_of(secret: &str) -> Option<&str> {
    let (date, _) = secret.split_at_checked(DATE).filter(|_| secret.len() >= DATED)?;
    let hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (date.ends_with('~') && date.as_bytes()[..DATE - 1].iter().all(hex)).then_some(date)
}

impl fmt::Debug for RestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RestKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn a_secret_rests_differently_for_each_purpose_and_each_key() {
        let key = RestKey::from_bytes(&[1; 32]);
        assert_eq!(key.rest("code", "abc"), key.rest("code", "abc"));
        assert_ne!(key.rest("code", "abc"), key.rest("token", "abc"));
        assert_ne!(key.rest("code", "abc"), RestKey::from_bytes(&[2; 32]).rest("code", "abc"));
    }

    #[test]
    fn what_rests_of_a_dated_secret_sorts_by_its_date_and_hides_the_rest_of_it() {
        let (ambient, clock) = crate::Ambient::fixed(crate::Timestamp::from_seconds(1_800_000_000), 1);
        let key = RestKey::from_bytes(&[1; 32]);
        let mut before = String::new();
        for _ in 0..20 {
            let secret = ambient.dated_secret();
            let resting = key.rest("code", secret.expose_secret());
            let (date, proof) = resting.as_str().split_once('~').unwrap();
            assert!(secret.expose_secret().starts_with(date) && !secret.expose_secret().contains(proof));
            assert_eq!(proof, key.proof("code", secret.expose_secret()));
            assert!(*before < *date, "{before} {date}");
            before = date.to_owned();
            clock.advance(crate::Seconds(100_000));
        }
    }

    #[test]
    fn only_what_looks_like_a_dated_secret_to_the_letter_shows_its_beginning() {
        let key = RestKey::from_bytes(&[1; 32]);
        let rest = "x".repeat(43);
        let dated = format!("01a3185c500~{rest}");
        assert!(key.rest("p", &dated).as_str().starts_with("01a3185c500~"));
        assert!(key.rest("p", &format!("{dated}.tag")).as_str().starts_with("01a3185c500~"));
        for other in [
            format!("01A3185C500~{rest}"),
            format!("01a3185c50~{rest}"),
            format!("01a3185c500-{rest}"),
            format!("01a3185c5é~{rest}"),
            dated[..54].to_owned(),
        ] {
            assert!(!key.rest("p", &other).as_str().contains('~'), "{other}");
        }
    }

    #[test]
    fn a_key_of_the_wrong_length_is_refused() {
        assert!(RestKey::from_base64("c2hvcnQ=").is_err());
    }
}
