//! `response_type`: RFC 6749 §3.1.1, OpenID Connect Core 1.0 §3, OAuth 2.0 Multiple Response Type Encoding Practices §5.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{GrantType, ResponseMode};

/// What comes back through the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseType {
    /// A code, and nothing that carries a token.
    #[default]
    #[serde(rename = "code")]
    Code,
    /// An ID token alone.
    #[serde(rename = "id_token")]
    IdToken,
    /// An ID token and an access token.
    #[serde(rename = "id_token token")]
    IdTokenToken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this response_type does not exist here")]
pub struct UnknownResponseType;

impl ResponseType {
    pub const ALL: [Self; 3] = [Self::Code, Self::IdToken, Self::IdTokenToken];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::IdToken => "id_token",
            Self::IdTokenToken => "id_token token",
        }
    }

    /// OpenID Connect Registration 1.0 §2: the grant that a client registers with it.
    pub const fn grant(self) -> GrantType {
        match self {
            Self::Code => GrantType::AuthorizationCode,
            Self::IdToken | Self::IdTokenToken => GrantType::Implicit,
        }
    }

    /// Multiple Response Types §2.1 and §5: where the request does not say.
    pub const fn default_mode(self) -> ResponseMode {
        match self {
            Self::Code => ResponseMode::Query,
            Self::IdToken | Self::IdTokenToken => ResponseMode::Fragment,
        }
    }

    /// Tokens come with the answer.
    pub const fn carries_tokens(self) -> bool {
        !matches!(self, Self::Code)
    }
}

/// RFC 6749 §3.1.1: the order of the words means nothing.
impl FromStr for ResponseType {
    type Err = UnknownResponseType;

    fn from_str(sent: &str) -> Result<Self, UnknownResponseType> {
        let mut words: Vec<&str> = sent.split(' ').collect();
        words.sort_unstable();
        Self::ALL.into_iter().find(|known| known.word() == words.join(" ")).ok_or(UnknownResponseType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_words_means_nothing() {
        for known in ResponseType::ALL {
            assert_eq!(known.word().parse(), Ok(known));
            assert_eq!(serde_json::to_value(known).unwrap(), known.word());
        }
        assert_eq!("token id_token".parse(), Ok(ResponseType::IdTokenToken));
        for unknown in ["", " ", "token", "code token", "code id_token", "id_token  token", "id_token id_token", "none"]
        {
            assert_eq!(unknown.parse::<ResponseType>(), Err(UnknownResponseType), "{unknown:?}");
        }
    }
}
