use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Finess, Rpps, Siren, Siret};

/// The national identifier of a person (`idNatPS`, OID 1.2.250.1.71.4.2.1): a type digit, then an identifier
/// (facts/psc.md §3.1). What `SubjectNameID` carries and what a card has in its common name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum IdentifiantNational {
    /// `0` + nine characters.
    Adeli(String),
    /// `1` + ADELI practice and rank + `/` + internal identifier.
    CabinetAdeli { cabinet: String, interne: String },
    /// `3` + FINESS + `/` + internal identifier: staff of an establishment.
    Finess { finess: Finess, interne: String },
    /// `4` + SIREN + `/` + internal identifier.
    Siren { siren: Siren, interne: String },
    /// `5` + SIRET + `/` + internal identifier.
    Siret { siret: Siret, interne: String },
    /// `6` + RPPS-rang + `/` + internal identifier.
    CabinetRpps { rang: String, interne: String },
    /// `8` + RPPS.
    Rpps(Rpps),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not a national identifier: {why}")]
pub struct IdentifiantNationalError {
    text: String,
    why: &'static str,
}

impl IdentifiantNational {
    /// The label of `otherIds.origine`.
    pub fn origine(&self) -> &'static str {
        match self {
            Self::Adeli(_) => "ADELI",
            Self::CabinetAdeli { .. } => "CAB_ADELI",
            Self::Finess { .. } => "FINESS",
            Self::Siren { .. } => "SIREN",
            Self::Siret { .. } => "SIRET",
            Self::CabinetRpps { .. } => "CAB_RPPS",
            Self::Rpps(_) => "RPPS",
        }
    }

    pub fn rpps(&self) -> Option<&Rpps> {
        match self {
            Self::Rpps(rpps) => Some(rpps),
            _ => None,
        }
    }

    /// What a person types on a login page: with or without spaces, in capitals or not, an RPPS number with or without the 8
    /// in front, or the number on the first line of a card (MIE-15).
    pub fn typed(text: &str) -> Result<Self, IdentifiantNationalError> {
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '.' && *c != '-');
        let bare: String = kept.map(|c| c.to_ascii_uppercase()).collect();
        match bare.parse::<Rpps>() {
            Ok(rpps) => Ok(Self::Rpps(rpps)),
            Err(_) => bare.parse(),
        }
    }
}

impl FromStr for IdentifiantNational {
    type Err = IdentifiantNationalError;

    fn from_str(text: &str) -> Result<Self, IdentifiantNationalError> {
        let refuse = |why| IdentifiantNationalError { text: text.to_owned(), why };
        if !text.is_ascii() || text.bytes().any(|byte| byte.is_ascii_control() || byte == b' ') {
            return Err(refuse("only printable ASCII"));
        }
        let (kind, rest) = text.split_at_checked(1).ok_or_else(|| refuse("empty"))?;
        let two = || {
            rest.split_once('/')
                .filter(|(_, interne)| !interne.is_empty() && !interne.contains('/'))
                .map(|(place, interne)| (place, interne.to_owned()))
                .ok_or_else(|| refuse("a structure, a slash and an internal identifier are expected"))
        };
        match kind {
            "0" if rest.len() == 9 => Ok(Self::Adeli(rest.to_owned())),
            "0" => Err(refuse("an ADELI number has 9 characters")),
            "1" => two().map(|(place, interne)| Self::CabinetAdeli { cabinet: place.to_owned(), interne }),
            "3" => {
                let (place, interne) = two()?;
                let finess = place.parse().map_err(|_| refuse("a FINESS number has 9 characters"))?;
                Ok(Self::Finess { finess, interne })
            }
            "4" => {
                let (place, interne) = two()?;
                let siren = place.parse().map_err(|_| refuse("a SIREN number has 9 digits"))?;
                Ok(Self::Siren { siren, interne })
            }
            "5" => {
                let (place, interne) = two()?;
                let siret = place.parse().map_err(|_| refuse("a SIRET number has 14 digits"))?;
                Ok(Self::Siret { siret, interne })
            }
            "6" => two().map(|(place, interne)| Self::CabinetRpps { rang: place.to_owned(), interne }),
            "8" => rest.parse().map(Self::Rpps).map_err(|_| refuse("an RPPS number has 11 digits")),
            _ => Err(refuse("the first digit names a type: 0, 1, 3, 4, 5, 6 or 8")),
        }
    }
}

impl TryFrom<String> for IdentifiantNational {
    type Error = IdentifiantNationalError;

    fn try_from(text: String) -> Result<Self, IdentifiantNationalError> {
        text.parse()
    }
}

impl From<IdentifiantNational> for String {
    fn from(identifiant: IdentifiantNational) -> Self {
        identifiant.to_string()
    }
}

impl fmt::Display for IdentifiantNational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Adeli(number) => write!(f, "0{number}"),
            Self::CabinetAdeli { cabinet, interne } => write!(f, "1{cabinet}/{interne}"),
            Self::Finess { finess, interne } => write!(f, "3{finess}/{interne}"),
            Self::Siren { siren, interne } => write!(f, "4{siren}/{interne}"),
            Self::Siret { siret, interne } => write!(f, "5{siret}/{interne}"),
            Self::CabinetRpps { rang, interne } => write!(f, "6{rang}/{interne}"),
            Self::Rpps(rpps) => write!(f, "8{rpps}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_written_as_it_was_read() {
        for text in ["899900000011", "3690990114/CPET0002", "599999999800019/CPAT0001", "0123456789", "4999999998/7"] {
            assert_eq!(text.parse::<IdentifiantNational>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_person_may_type_spaces_and_leave_out_the_type_digit() {
        let expected: IdentifiantNational = "899900000011".parse().unwrap();
        for typed in ["8 999 0000 0011", "99900000011", " 8999 0000 0011 "] {
            assert_eq!(IdentifiantNational::typed(typed).unwrap(), expected);
        }
    }

    #[test]
    fn a_look_alike_is_refused() {
        for text in ["", "7123", "89990000001١", "3690990114", "3690990114/", "8\u{0}99900000011", "3690990114/A/B"] {
            assert!(text.parse::<IdentifiantNational>().is_err(), "{text:?}");
        }
    }
}
