//! `response_mode`: OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0 Form Post Response Mode.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `fragment` is not offered: a code has no business in a place that only scripts read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    #[default]
    Query,
    FormPost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("response_mode is query or form_post")]
pub struct UnknownResponseMode;

impl ResponseMode {
    pub const ALL: [Self; 2] = [Self::Query, Self::FormPost];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }
}

impl FromStr for ResponseMode {
    type Err = UnknownResponseMode;

    fn from_str(word: &str) -> Result<Self, UnknownResponseMode> {
        Self::ALL.into_iter().find(|mode| mode.word() == word).ok_or(UnknownResponseMode)
    }
}
