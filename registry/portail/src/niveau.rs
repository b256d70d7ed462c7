use std::str::FromStr;

use serde::Deserialize;

/// How sure a provider is of whom it names (eIDAS): low, substantial, high. FranceConnect gives the first, FranceConnect+ the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Niveau {
    #[default]
    Eidas1,
    Eidas2,
    Eidas3,
}

#[derive(Debug, thiserror::Error)]
#[error("a level is eidas1, eidas2 or eidas3")]
pub struct PasUnNiveau;

impl Niveau {
    /// As `acr` says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eidas1 => "eidas1",
            Self::Eidas2 => "eidas2",
            Self::Eidas3 => "eidas3",
        }
    }
}

impl FromStr for Niveau {
    type Err = PasUnNiveau;

    fn from_str(texte: &str) -> Result<Self, PasUnNiveau> {
        let connu = [Self::Eidas1, Self::Eidas2, Self::Eidas3].into_iter().find(|niveau| niveau.as_str() == texte);
        connu.ok_or(PasUnNiveau)
    }
}
