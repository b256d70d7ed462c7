//! `response_mode`: OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0 Form Post Response Mode, and the
//! signed forms of JWT Secured Authorization Response Mode (JARM) §2.3.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseMode {
    #[default]
    #[serde(rename = "query")]
    Query,
    #[serde(rename = "fragment")]
    Fragment,
    #[serde(rename = "form_post")]
    FormPost,
    /// The signed form of the default mode of the response type: `query.jwt` for a code.
    #[serde(rename = "jwt")]
    Jwt,
    #[serde(rename = "query.jwt")]
    QueryJwt,
    #[serde(rename = "fragment.jwt")]
    FragmentJwt,
    #[serde(rename = "form_post.jwt")]
    FormPostJwt,
}

/// What carries the answer through the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    Query,
    Fragment,
    Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this response_mode is not one of the discovery document")]
pub struct UnknownResponseMode;

impl ResponseMode {
    pub const ALL: [Self; 7] =
        [Self::Query, Self::Fragment, Self::FormPost, Self::Jwt, Self::QueryJwt, Self::FragmentJwt, Self::FormPostJwt];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
            Self::Jwt => "jwt",
            Self::QueryJwt => "query.jwt",
            Self::FragmentJwt => "fragment.jwt",
            Self::FormPostJwt => "form_post.jwt",
        }
    }

    pub const fn carrier(self) -> Carrier {
        match self {
            Self::Query | Self::Jwt | Self::QueryJwt => Carrier::Query,
            Self::Fragment | Self::FragmentJwt => Carrier::Fragment,
            Self::FormPost | Self::FormPostJwt => Carrier::Form,
        }
    }

    /// The same mode for an answer of tokens, which a query never carries (Multiple Response Types §3, JARM §2.3.4).
    pub const fn with_tokens(self) -> Option<Self> {
        match self {
            Self::Query | Self::QueryJwt => None,
            Self::Jwt => Some(Self::FragmentJwt),
            other => Some(other),
        }
    }

    /// The parameters travel inside one signed `response`.
    pub const fn is_jwt(self) -> bool {
        matches!(self, Self::Jwt | Self::QueryJwt | Self::FragmentJwt | Self::FormPostJwt)
    }
}

impl FromStr for ResponseMode {
    type Err = UnknownResponseMode;

    fn from_str(word: &str) -> Result<Self, UnknownResponseMode> {
        Self::ALL.into_iter().find(|mode| mode.word() == word).ok_or(UnknownResponseMode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_parked_and_read_by_its_word() {
        for mode in ResponseMode::ALL {
            assert_eq!(mode.word().parse(), Ok(mode));
            assert_eq!(serde_json::to_value(mode).unwrap(), mode.word());
            assert_eq!(mode.is_jwt(), mode.word().ends_with("jwt"));
        }
        assert_eq!("web_message".parse::<ResponseMode>(), Err(UnknownResponseMode));
    }

    #[test]
    fn a_code_that_is_signed_goes_by_the_query_unless_said_otherwise() {
        assert_eq!(ResponseMode::Jwt.carrier(), Carrier::Query);
    }
}
