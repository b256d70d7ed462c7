//! `grant_type`: RFC 6749 §4.1.3 and §6.

use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantType {
    AuthorizationCode,
    RefreshToken,
}

/// A grant type that this provider does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this grant type does not exist here")]
pub struct UnsupportedGrantType;

impl GrantType {
    pub const ALL: [Self; 2] = [Self::AuthorizationCode, Self::RefreshToken];

    pub const fn word(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
        }
    }
}

impl FromStr for GrantType {
    type Err = UnsupportedGrantType;

    fn from_str(word: &str) -> Result<Self, UnsupportedGrantType> {
        Self::ALL.into_iter().find(|grant_type| grant_type.word() == word).ok_or(UnsupportedGrantType)
    }
}
