//! `grant_type`: RFC 6749 §4.1.3, §4.4.2 and §6, RFC 7591 §2, RFC 8628 §3.4, RFC 8693 §2.1, OpenID Connect CIBA Core 1.0
//! §10.1.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GrantType {
    #[serde(rename = "authorization_code")]
    AuthorizationCode,
    #[serde(rename = "refresh_token")]
    RefreshToken,
    #[serde(rename = "client_credentials")]
    ClientCredentials,
    #[serde(rename = "urn:ietf:params:oauth:grant-type:token-exchange")]
    TokenExchange,
    #[serde(rename = "urn:openid:params:grant-type:ciba")]
    Ciba,
    #[serde(rename = "urn:ietf:params:oauth:grant-type:device_code")]
    DeviceCode,
    /// A word of registrations, never of the token endpoint: tokens come with the authorization response.
    #[serde(rename = "implicit")]
    Implicit,
}

/// A grant type that this provider does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this grant type does not exist here")]
pub struct UnsupportedGrantType;

impl GrantType {
    pub const ALL: [Self; 7] = [
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::ClientCredentials,
        Self::TokenExchange,
        Self::Ciba,
        Self::DeviceCode,
        Self::Implicit,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::ClientCredentials => "client_credentials",
            Self::TokenExchange => "urn:ietf:params:oauth:grant-type:token-exchange",
            Self::Ciba => "urn:openid:params:grant-type:ciba",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
            Self::Implicit => "implicit",
        }
    }
}

/// As the token endpoint knows them.
impl FromStr for GrantType {
    type Err = UnsupportedGrantType;

    fn from_str(word: &str) -> Result<Self, UnsupportedGrantType> {
        let mut here = Self::ALL.into_iter().filter(|grant_type| *grant_type != Self::Implicit);
        here.find(|grant_type| grant_type.word() == word).ok_or(UnsupportedGrantType)
    }
}
