//! `acr`: OpenID Connect Core 1.0 §2; the values are those of Pro Santé Connect (facts/psc.md §1.4), in growing order.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A level of assurance; `Eidas1 < Eidas2 < Eidas3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Acr {
    Eidas1,
    Eidas2,
    Eidas3,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a level of assurance that this provider knows")]
pub struct UnknownAcr;

impl Acr {
    pub const ALL: [Self; 3] = [Self::Eidas1, Self::Eidas2, Self::Eidas3];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Eidas1 => "eidas1",
            Self::Eidas2 => "eidas2",
            Self::Eidas3 => "eidas3",
        }
    }
}

impl FromStr for Acr {
    type Err = UnknownAcr;

    fn from_str(word: &str) -> Result<Self, UnknownAcr> {
        Self::ALL.into_iter().find(|acr| acr.word() == word).ok_or(UnknownAcr)
    }
}

impl fmt::Display for Acr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
