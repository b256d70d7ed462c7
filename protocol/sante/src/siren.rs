use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::luhn;

/// La Poste, whose establishments follow a rule of their own.
const LA_POSTE: &str = "356000000";

/// A company: nine digits, the last one a Luhn key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siren(String);

/// A company's establishment: fourteen digits, SIREN first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siret(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{expected} digits are expected, got \"{text}\"")]
pub struct SirenError {
    expected: usize,
    text: String,
}

fn digits(text: &str, expected: usize) -> Result<String, SirenError> {
    if text.len() == expected && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err(SirenError { expected, text: text.to_owned() })
    }
}

impl Siren {
    pub fn key_holds(&self) -> bool {
        luhn::holds(&self.0)
    }
}

impl Siret {
    /// Luhn over all fourteen; for La Poste the plain sum of the digits is a multiple of five.
    pub fn key_holds(&self) -> bool {
        luhn::holds(&self.0)
            || (self.0.starts_with(LA_POSTE)
                && self.0.bytes().map(|byte| u32::from(byte - b'0')).sum::<u32>().is_multiple_of(5))
    }
}

macro_rules! number_text {
    ($name:ident, $length:literal) => {
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SirenError;

            fn from_str(text: &str) -> Result<Self, SirenError> {
                digits(text, $length).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = SirenError;

            fn try_from(text: String) -> Result<Self, SirenError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

number_text!(Siren, 9);
number_text!(Siret, 14);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_poste_has_its_own_rule() {
        assert!("99999999800019".parse::<Siret>().unwrap().key_holds());
        assert!("35600000000048".parse::<Siret>().unwrap().key_holds());
        assert!("35600000049837".parse::<Siret>().unwrap().key_holds());
        assert!(!"99999999800018".parse::<Siret>().unwrap().key_holds());
        assert!("999999998".parse::<Siren>().unwrap().key_holds());
    }
}
