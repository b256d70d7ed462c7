use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::luhn;

/// An RPPS number: ten digits and a Luhn key over all eleven. The form is enforced, the key is reported: published
/// test files hold numbers whose key is wrong, and an identity must not vanish for it (facts/psc.md §3.3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rpps(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an RPPS number has 11 digits, got \"{0}\"")]
pub struct RppsError(String);

impl Rpps {
    /// The number whose first ten digits are `ordre`, with its key.
    pub fn with_key(ordre: u64) -> Self {
        let ordre = format!("{:010}", ordre % 10_000_000_000);
        let key = luhn::key(&ordre);
        Self(format!("{ordre}{key}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn key_holds(&self) -> bool {
        luhn::holds(&self.0)
    }
}

impl FromStr for Rpps {
    type Err = RppsError;

    fn from_str(text: &str) -> Result<Self, RppsError> {
        if text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RppsError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Rpps {
    type Error = RppsError;

    fn try_from(text: String) -> Result<Self, RppsError> {
        text.parse()
    }
}

impl From<Rpps> for String {
    fn from(rpps: Rpps) -> Self {
        rpps.0
    }
}

impl fmt::Display for Rpps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place of practice of one RPPS holder: the number, a two-digit rank, a Luhn key over all fourteen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RppsRang(String);

impl RppsRang {
    /// The place of practice number `rang` (0 to 99) of this person, with its key.
    pub fn with_key(rpps: &Rpps, rang: u8) -> Self {
        let sans_cle = format!("{rpps}{:02}", rang % 100);
        let key = luhn::key(&sans_cle);
        Self(format!("{sans_cle}{key}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn key_holds(&self) -> bool {
        luhn::holds(&self.0)
    }
}

impl fmt::Display for RppsRang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RppsRang {
    type Err = RppsError;

    fn from_str(text: &str) -> Result<Self, RppsError> {
        if text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RppsError(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_computed_without_the_type_digit() {
        assert!("99900000011".parse::<Rpps>().unwrap().key_holds());
        assert!(!"99900000012".parse::<Rpps>().unwrap().key_holds());
        assert_eq!(Rpps::with_key(9_990_000_042).as_str(), "99900000425");
        assert!("99900000011018".parse::<RppsRang>().unwrap().key_holds());
        assert_eq!(RppsRang::with_key(&Rpps::with_key(9_990_000_001), 1).as_str(), "99900000011018");
    }

    #[test]
    fn a_number_of_another_length_is_refused() {
        assert!("9990000001".parse::<Rpps>().is_err());
        assert!("9990000001A".parse::<Rpps>().is_err());
    }
}
