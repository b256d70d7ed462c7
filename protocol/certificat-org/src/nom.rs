use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Emploi;

/// The common name of a software certificate: 3 to 64 letters without accent, digits, dots, dashes and underscores. One that
/// begins with `INSI` is for INSi, and is `INSI-AUTO…` (a program that asks by itself) or `INSI-MANU…` (somebody asks): the rule
/// that integrators of INSi know; the teaching documents say that there is one, not which (docs/decisions/0027).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NomCertificat(String);

/// Why a name is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NomRefuse {
    #[error("a name has 3 to 64 signs")]
    Longueur,
    #[error("a name has letters without accent, digits, dots, dashes and underscores")]
    Signe,
    #[error("a name that begins with INSI begins with INSI-AUTO or INSI-MANU")]
    Insi,
}

const INSI: &str = "INSI";
const DEBUTS_INSI: [&str; 2] = ["INSI-AUTO", "INSI-MANU"];

impl NomCertificat {
    /// # Errors
    /// What the naming rule has against it.
    pub fn lire(texte: &str) -> Result<Self, NomRefuse> {
        let permis = |signe: char| signe.is_ascii_alphanumeric() || ".-_".contains(signe);
        if !texte.chars().all(permis) {
            return Err(NomRefuse::Signe);
        }
        if !(3..=64).contains(&texte.len()) {
            return Err(NomRefuse::Longueur);
        }
        let capitales = texte.to_ascii_uppercase();
        let entier = |debut: &&str| {
            let suite = capitales.strip_prefix(*debut);
            suite.is_some_and(|suite| suite.is_empty() || suite.starts_with(['-', '.', '_']))
        };
        match capitales.starts_with(INSI) && !DEBUTS_INSI.iter().any(&entier) {
            true => Err(NomRefuse::Insi),
            false => Ok(Self(texte.to_owned())),
        }
    }

    /// Whether the certificate serves INSi, and nothing else.
    pub fn insi(&self) -> bool {
        self.0.to_ascii_uppercase().starts_with(INSI)
    }

    /// Whether a certificate for this may bear the name.
    pub fn convient(&self, emploi: Emploi) -> bool {
        self.insi() == (emploi == Emploi::Insi)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NomCertificat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NomCertificat {
    type Error = NomRefuse;

    fn try_from(texte: String) -> Result<Self, NomRefuse> {
        Self::lire(&texte)
    }
}

impl From<NomCertificat> for String {
    fn from(nom: NomCertificat) -> Self {
        nom.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: CRT-06
    #[test]
    fn a_name_for_insi_is_auto_or_manu_and_no_other_begins_so() {
        for insi in ["INSI-AUTO", "INSI-AUTO-DUI", "insi-manu.accueil", "INSI-MANU_2"] {
            let nom = NomCertificat::lire(insi).unwrap();
            assert!(nom.insi() && nom.convient(Emploi::Insi), "{insi}");
            assert!(!nom.convient(Emploi::Authentification) && !nom.convient(Emploi::Signature), "{insi}");
        }
        for autre in ["DUI-AUTH", "dui.example", "MON-INSI"] {
            let nom = NomCertificat::lire(autre).unwrap();
            assert!(!nom.insi() && nom.convient(Emploi::Authentification) && !nom.convient(Emploi::Insi), "{autre}");
        }
        for presque in ["INSI", "INSI-DUI", "Insi-Automate", "INSIAUTO", "INSI_AUTO"] {
            assert_eq!(NomCertificat::lire(presque), Err(NomRefuse::Insi), "{presque}");
        }
    }

    #[test]
    fn a_name_is_short_and_plain() {
        assert_eq!(NomCertificat::lire("AB"), Err(NomRefuse::Longueur));
        assert_eq!(NomCertificat::lire(&"A".repeat(65)), Err(NomRefuse::Longueur));
        for signe in ["DUI ÉTÉ", "DUI=1", "DUI\0", "DUI,O=X", "ＤＵＩ", "INSI\u{200B}-AUTO"] {
            assert_eq!(NomCertificat::lire(signe), Err(NomRefuse::Signe), "{signe:?}");
        }
    }
}
