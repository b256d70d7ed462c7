use sante::Finess;
use serde::{Deserialize, Serialize};

use crate::structure::{CleStructure, GenreStructure, Structure};

/// How far a contract or a right goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "niveau", content = "finess")]
pub enum Perimetre {
    /// Every establishment of the legal entity (CON-03, GES-13).
    EntiteJuridique(Finess),
    /// That establishment only (CON-05, GES-14).
    Etablissement(Finess),
}

impl Perimetre {
    pub fn couvre(&self, structure: &Structure) -> bool {
        match self {
            Self::EntiteJuridique(ej) => structure.details.finess_ej == ej.as_str(),
            Self::Etablissement(eg) => structure.cle == CleStructure::finess(eg),
        }
    }

    pub const fn finess(&self) -> &Finess {
        match self {
            Self::EntiteJuridique(finess) | Self::Etablissement(finess) => finess,
        }
    }

    pub const fn genre(&self) -> GenreStructure {
        match self {
            Self::EntiteJuridique(_) => GenreStructure::EntiteJuridique,
            Self::Etablissement(_) => GenreStructure::EntiteGeographique,
        }
    }

    /// As it is stored: the level, then the number.
    pub fn lu(niveau: &str, finess: Finess) -> Option<Self> {
        match GenreStructure::lu(niveau)? {
            GenreStructure::EntiteJuridique => Some(Self::EntiteJuridique(finess)),
            GenreStructure::EntiteGeographique => Some(Self::Etablissement(finess)),
            GenreStructure::HorsFiness => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finess(texte: &str) -> Finess {
        texte.parse().unwrap()
    }

    fn eg(numero: &str, ej: &str) -> Structure {
        let mut structure = Structure::entite_juridique(&finess(numero));
        structure.genre = GenreStructure::EntiteGeographique;
        structure.details.finess_ej = ej.to_owned();
        structure
    }

    // requirement: CON-03 CON-04 GES-13
    #[test]
    fn a_legal_entity_covers_its_establishments_and_no_others() {
        let perimetre = Perimetre::EntiteJuridique(finess("690990015"));
        assert!(perimetre.couvre(&eg("690990114", "690990015")));
        assert!(perimetre.couvre(&Structure::entite_juridique(&finess("690990015"))));
        assert!(!perimetre.couvre(&eg("440990216", "440990026")));
    }

    // requirement: CON-05 GES-14
    #[test]
    fn an_establishment_covers_itself_alone() {
        let perimetre = Perimetre::Etablissement(finess("690990114"));
        assert!(perimetre.couvre(&eg("690990114", "690990015")));
        assert!(!perimetre.couvre(&eg("690990122", "690990015")));
        assert!(!perimetre.couvre(&Structure::entite_juridique(&finess("690990015"))));
    }
}
