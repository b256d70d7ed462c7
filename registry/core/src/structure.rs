use std::fmt;

use sante::Finess;

/// The technical identifier of the files: `F` + FINESS, `C` + SIRET, `R` + number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleStructure(String);

/// What a structure is. A FINESS number does not tell the first two apart (facts/registry.md §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenreStructure {
    /// Legal entity: signs the contract, is never a place of practice (SIT-01).
    EntiteJuridique,
    /// Geographic entity: where people work.
    EntiteGeographique,
    /// A place without FINESS: a practice, a company's establishment.
    HorsFiness,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    pub cle: CleStructure,
    pub genre: GenreStructure,
    /// Names, numbers and address, public.
    pub details: annuaire::Structure,
}

impl CleStructure {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn finess(finess: &Finess) -> Self {
        Self(format!("F{finess}"))
    }
}

impl From<&str> for CleStructure {
    fn from(texte: &str) -> Self {
        Self(texte.to_owned())
    }
}

impl fmt::Display for CleStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl GenreStructure {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EntiteJuridique => "EJ",
            Self::EntiteGeographique => "EG",
            Self::HorsFiness => "HORS_FINESS",
        }
    }

    pub fn lu(texte: &str) -> Option<Self> {
        [Self::EntiteJuridique, Self::EntiteGeographique, Self::HorsFiness]
            .into_iter()
            .find(|genre| genre.as_str() == texte)
    }
}

impl Structure {
    /// A legal entity of which only the number is known.
    pub fn entite_juridique(finess: &Finess) -> Self {
        Self {
            cle: CleStructure::finess(finess),
            genre: GenreStructure::EntiteJuridique,
            details: annuaire::Structure {
                finess: finess.to_string(),
                finess_ej: finess.to_string(),
                identifiant_technique: format!("F{finess}"),
                ..annuaire::Structure::default()
            },
        }
    }
}
