use std::fmt;

use serde::{Deserialize, Serialize};

/// The software on whose server the certificates are: one set for each, whatever the number of sites (CRT-07). 2 to 40 signs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Logiciel(String);

impl Logiciel {
    /// With single spaces; `None`: no name of a software.
    pub fn lu(texte: &str) -> Option<Self> {
        let nom = texte.split_whitespace().collect::<Vec<_>>().join(" ");
        let permis = |signe: char| signe.is_alphanumeric() || " .-_+'’()/".contains(signe);
        ((2..=40).contains(&nom.chars().count()) && nom.chars().all(permis)).then_some(Self(nom))
    }

    /// Two names of one software: case and spaces make no difference.
    pub fn meme(&self, autre: &Self) -> bool {
        self.0.to_lowercase() == autre.0.to_lowercase()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Logiciel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: CRT-07
    #[test]
    fn one_software_has_one_name_however_it_is_typed() {
        let [un, autre] = ["Dossier  résident ", "dossier Résident"].map(|texte| Logiciel::lu(texte).unwrap());
        assert!(un.meme(&autre) && un.as_str() == "Dossier résident");
        for faux in ["", "A", "<b>", "A\u{202e}B", &"a".repeat(41)] {
            assert_eq!(Logiciel::lu(faux), None, "{faux:?}");
        }
    }
}
