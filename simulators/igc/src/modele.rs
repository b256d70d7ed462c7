use carte_cps::Famille;
use serde::{Deserialize, Serialize};

/// The six families of cards. The certificate itself tells four kinds of them (TRE_G02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modele {
    /// Regulated professional.
    Cps,
    /// Professional in training.
    Cpf,
    /// Staff of an establishment.
    Cpe,
    /// Its director.
    Cde,
    /// Staff of another structure.
    Cpa,
    /// Its manager.
    Cda,
}

impl Modele {
    pub const ALL: [Self; 6] = [Self::Cps, Self::Cpf, Self::Cpe, Self::Cde, Self::Cpa, Self::Cda];

    pub const fn famille(self) -> Famille {
        match self {
            Self::Cps => Famille::Cps,
            Self::Cpf => Famille::Cpf,
            Self::Cpe | Self::Cde => Famille::Etablissement,
            Self::Cpa | Self::Cda => Famille::AutreStructure,
        }
    }

    /// `title` of who is no professional. That of a director is a choice of this program: no source shows one.
    pub(crate) const fn titre(self) -> Option<&'static str> {
        match self {
            Self::Cpe => Some("Personnel santé ou social"),
            Self::Cde => Some("Directeur d’établissement"),
            Self::Cps | Self::Cpf | Self::Cpa | Self::Cda => None,
        }
    }
}
