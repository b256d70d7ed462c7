use jose::jws::{self, Verified};
use serde_json::{Map, Value};

use super::ring::RingKey;
use crate::port::PortError;

/// Which of our tokens is expected: one kind never passes for another (RFC 8725 §3.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenType {
    Id,
    Access,
}

impl TokenType {
    /// By the header `typ`, which RFC 9068 §2.1 makes the mark of an access token; then by the claim `typ` where there is
    /// one (facts/psc.md §2.2 and §2.3); then by `at_hash`, which every ID token has and nothing else that we sign.
    fn fits(self, header: Option<&str>, own: &OwnToken) -> bool {
        let claim = own.text("typ");
        match (self, header) {
            (Self::Access, Some("at+jwt")) => claim.is_none(),
            (Self::Access, Some("JWT")) => claim == Some("Bearer"),
            (Self::Id, Some("JWT")) if claim.is_some() => claim == Some("ID"),
            (Self::Id, Some("JWT")) => own.text("at_hash").is_some(),
            _ => false,
        }
    }
}

/// The claims of a token that we signed. Says nothing of its expiry or revocation. Not `Debug`.
pub struct OwnToken(Map<String, Value>);

#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("not a token of this kind that this provider signed")]
    NotOurs,
    #[error(transparent)]
    Unavailable(#[from] PortError),
}

impl OwnToken {
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.0.get(claim).and_then(Value::as_str)
    }

    pub fn number(&self, claim: &str) -> Option<i64> {
        self.0.get(claim).and_then(Value::as_i64)
    }

    pub fn value(&self, claim: &str) -> Option<&Value> {
        self.0.get(claim)
    }

    pub fn into_claims(self) -> Map<String, Value> {
        self.0
    }
}

/// The `kid` of a token in the form of ours.
pub fn kid(token: &str) -> Option<String> {
    jws::header(token).ok()?.kid
}

/// Checks the signature with the algorithm of the key, never that of the header, then `iss` and the kind of token.
pub fn own(token: &str, key: &RingKey, issuer: &str, expected: TokenType) -> Option<OwnToken> {
    let Verified { header, claims } = key.opened.verifier.verify(token).ok()?;
    let own = OwnToken(claims);
    (own.text("iss") == Some(issuer) && expected.fits(header.typ.as_deref(), &own)).then_some(own)
}
