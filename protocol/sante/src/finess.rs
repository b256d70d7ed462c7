use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::luhn;

/// A FINESS number, of a legal (EJ) or geographic (EG) entity: the number does not tell which. Nine characters; test
/// numbers hold letters, and how the letter of Corsica counts in the key is not documented (facts/registry.md §6.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Finess(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a FINESS number has 9 digits or capital letters, got \"{0}\"")]
pub struct FinessError(String);

impl Finess {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `None` when a letter makes the key unknowable.
    pub fn key_holds(&self) -> Option<bool> {
        self.0.bytes().all(|byte| byte.is_ascii_digit()).then(|| luhn::holds(&self.0))
    }
}

impl FromStr for Finess {
    type Err = FinessError;

    fn from_str(text: &str) -> Result<Self, FinessError> {
        if text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FinessError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Finess {
    type Error = FinessError;

    fn try_from(text: String) -> Result<Self, FinessError> {
        text.parse()
    }
}

impl From<Finess> for String {
    fn from(finess: Finess) -> Self {
        finess.0
    }
}

impl fmt::Display for Finess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_known_only_for_digits() {
        assert_eq!("690990114".parse::<Finess>().unwrap().key_holds(), Some(true));
        assert_eq!("690990115".parse::<Finess>().unwrap().key_holds(), Some(false));
        assert_eq!("0B0193488".parse::<Finess>().unwrap().key_holds(), None);
        assert!("69099011".parse::<Finess>().is_err());
    }
}
