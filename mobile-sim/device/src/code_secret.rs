use std::fmt;

use zeroize::Zeroizing;

/// The PIN: six digits that only this phone ever sees.
pub struct CodeSecret(Zeroizing<String>);

/// Why a PIN is not accepted when it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faiblesse {
    Forme,
    /// `000000`, `121212`, `482482`, `112233`.
    Repetition,
    /// `123456`, `864208`: the same step all along.
    Suite,
    /// Reads as a day, a month and a year, whatever the birth date is.
    Date,
    /// Among those that people choose most.
    Courant,
    /// Stands in the person's own number.
    Identifiant,
}

/// Six-digit codes met most often in published leaks, that no rule below catches.
const COURANTS: [&str; 24] = [
    "159753", "159357", "147258", "258147", "147852", "258369", "369258", "789456", "456123", "123789", "142536",
    "741852", "852741", "963852", "753951", "951753", "192837", "112358", "314159", "271828", "520131", "123654",
    "321654", "987123",
];

impl Faiblesse {
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Forme => "Le code secret a six chiffres.",
            Self::Repetition => "Ce code répète les mêmes chiffres. Choisissez-en un autre.",
            Self::Suite => "Ce code est une suite de chiffres. Choisissez-en un autre.",
            Self::Date => "Ce code se lit comme une date. Choisissez-en un autre.",
            Self::Courant => "Ce code est l'un des plus choisis. Prenez-en un autre.",
            Self::Identifiant => "Ce code se trouve dans votre numéro RPPS. Choisissez-en un autre.",
        }
    }
}

impl CodeSecret {
    /// As typed to approve: the form is all that can be checked without a try.
    pub fn saisi(texte: &str) -> Result<Self, Faiblesse> {
        if texte.len() == 6 && texte.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(Zeroizing::new(texte.to_owned())))
        } else {
            Err(Faiblesse::Forme)
        }
    }

    /// As chosen at activation by the holder of `identifiant`.
    pub fn choisi(texte: &str, identifiant: &str) -> Result<Self, Faiblesse> {
        let code = Self::saisi(texte)?;
        let d: Vec<u8> = texte.bytes().map(|b| b - b'0').collect();
        let periode = |n: usize| (n..6).all(|i| d[i] == d[i - n]);
        let pas = (10 + d[1] - d[0]) % 10;
        if periode(1) || periode(2) || periode(3) || d.chunks(2).all(|paire| paire[0] == paire[1]) {
            return Err(Faiblesse::Repetition);
        }
        if d.windows(2).all(|w| (10 + w[1] - w[0]) % 10 == pas) {
            return Err(Faiblesse::Suite);
        }
        if est_une_date(&d) {
            return Err(Faiblesse::Date);
        }
        if COURANTS.contains(&texte) {
            return Err(Faiblesse::Courant);
        }
        let chiffres: String = identifiant.chars().filter(char::is_ascii_digit).collect();
        if chiffres.contains(texte) {
            return Err(Faiblesse::Identifiant);
        }
        Ok(code)
    }

    pub(crate) fn octets(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Day-month-year or year-month-day, two digits each.
fn est_une_date(d: &[u8]) -> bool {
    let paire = |i: usize| d[i] * 10 + d[i + 1];
    let jour_mois = |jour: u8, mois: u8| (1..=31).contains(&jour) && (1..=12).contains(&mois);
    jour_mois(paire(0), paire(2)) || jour_mois(paire(4), paire(2))
}

impl fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: M12
    #[test]
    fn a_weak_pin_is_refused_with_its_reason() {
        for (texte, faiblesse) in [
            ("12345", Faiblesse::Forme),
            ("12345a", Faiblesse::Forme),
            ("000000", Faiblesse::Repetition),
            ("484848", Faiblesse::Repetition),
            ("482482", Faiblesse::Repetition),
            ("992244", Faiblesse::Repetition),
            ("123456", Faiblesse::Suite),
            ("987654", Faiblesse::Suite),
            ("864208", Faiblesse::Suite),
            ("140775", Faiblesse::Date),
            ("750714", Faiblesse::Date),
            ("159753", Faiblesse::Courant),
            ("999000", Faiblesse::Identifiant),
        ] {
            assert_eq!(CodeSecret::choisi(texte, "899900000011").unwrap_err(), faiblesse, "{texte}");
        }
        assert!(CodeSecret::choisi("482913", "899900000011").is_ok());
    }

    #[test]
    fn most_pins_remain() {
        let restants = (0..1_000_000).filter(|n| CodeSecret::choisi(&format!("{n:06}"), "").is_ok()).count();
        assert!(restants > 900_000, "{restants}");
    }

    #[test]
    fn a_pin_does_not_print() {
        assert!(!format!("{:?}", CodeSecret::saisi("482913")).contains("482913"));
    }
}
