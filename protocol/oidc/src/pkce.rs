//! Proof Key for Code Exchange: RFC 7636, method `S256` only.

use serde::{Deserialize, Serialize};

/// `code_challenge` of method `S256`: 43 characters of base64url (§4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodeChallenge(String);

/// `code_verifier`: 43 to 128 unreserved characters (§4.1). Not `Debug`: it proves possession of the code.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeVerifier(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PkceError {
    #[error("a code_challenge of method S256 has 43 characters of base64url")]
    Challenge,
    #[error("a code_verifier has 43 to 128 unreserved characters")]
    Verifier,
}

impl CodeChallenge {
    pub const METHOD: &str = "S256";

    pub fn parse(text: &str) -> Result<Self, PkceError> {
        let alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (text.len() == 43 && text.bytes().all(alphabet)).then(|| Self(text.to_owned())).ok_or(PkceError::Challenge)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CodeChallenge {
    type Error = PkceError;

    fn try_from(text: String) -> Result<Self, PkceError> {
        Self::parse(&text)
    }
}

impl From<CodeChallenge> for String {
    fn from(challenge: CodeChallenge) -> Self {
        challenge.0
    }
}

impl CodeVerifier {
    pub fn parse(text: &str) -> Result<Self, PkceError> {
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let fits = (43..=128).contains(&text.len()) && text.bytes().all(unreserved);
        fits.then(|| Self(text.to_owned())).ok_or(PkceError::Verifier)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_has_exactly_43_characters_of_base64url() {
        let good = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(CodeChallenge::parse(good).is_ok());
        for bad in [&good[1..], &format!("{good}A"), &good.replace('-', "+"), &"A".repeat(129)] {
            assert!(CodeChallenge::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_verifier_has_43_to_128_unreserved_characters() {
        assert!(CodeVerifier::parse(&"a".repeat(43)).is_ok());
        assert!(CodeVerifier::parse(&"~".repeat(128)).is_ok());
        for bad in ["a".repeat(42), "a".repeat(129), "é".repeat(43), "a b".repeat(20)] {
            assert!(CodeVerifier::parse(&bad).is_err(), "{bad}");
        }
    }
}
