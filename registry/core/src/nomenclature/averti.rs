use serde::{Deserialize, Deserializer, Serialize};

use crate::identite::Valeurs;
use crate::nomenclature::Avertissement;

/// What was accepted and should be thought about, as it is told (ELI-06). Of an act that was done, its sentence alone is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Averti {
    /// Stable; empty when it is told again.
    pub code: &'static str,
    /// In French.
    pub phrase: String,
    pub valeurs: Valeurs,
}

impl From<&Avertissement> for Averti {
    fn from(averti: &Avertissement) -> Self {
        let valeurs = match averti {
            Avertissement::HorsPilote { libelle } => vec![nommer("libelle", libelle)],
            Avertissement::SecteurInconnu => Valeurs::new(),
        };
        Self { code: averti.code(), phrase: averti.phrase(), valeurs }
    }
}

fn nommer(nom: &str, valeur: &str) -> (String, String) {
    (nom.to_owned(), valeur.to_owned())
}

impl From<String> for Averti {
    fn from(phrase: String) -> Self {
        Self { code: "", phrase, valeurs: Valeurs::new() }
    }
}

/// By hand: the derived one would borrow the code from what is read.
impl<'de> Deserialize<'de> for Averti {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        String::deserialize(source).map(Self::from)
    }
}

impl From<Averti> for String {
    fn from(averti: Averti) -> Self {
        averti.phrase
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_kept_as_its_sentence() {
        let averti = Averti::from(&Avertissement::SecteurInconnu);
        let garde = serde_json::to_string(&averti).unwrap();
        assert_eq!(garde, serde_json::to_string(&averti.phrase).unwrap());
        let relu: Averti = serde_json::from_str(&garde).unwrap();
        assert_eq!((relu.code, relu.phrase), ("", averti.phrase));
    }
}
