use std::fmt;
use std::str::FromStr;

use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::habilitation::{HabilitationId, Perimetre};
use crate::periode::Periode;

/// As what somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Titre {
    /// Signs the contract, names the others, is gestionnaire by default (GES-01).
    RepresentantLegal,
    /// Names gestionnaires for the représentant légal (GES-02).
    Mandataire,
    /// Registers, validates, ends (GES-23 to GES-25).
    Gestionnaire,
    /// Orders, retrieves, renews and revokes the certificates of the legal entity, and nothing else (CRT-08 to CRT-10).
    AdministrateurTechnique,
}

/// One right: this person, as that, for this structure, over a period. A change is another right; none is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habilitation {
    pub id: HabilitationId,
    pub personne: IdentifiantNational,
    pub titre: Titre,
    pub perimetre: Perimetre,
    pub periode: Periode,
    /// Who named them; `None` for the représentant légal, whom the contract names.
    pub accordee_par: Option<IdentifiantNational>,
}

impl Titre {
    pub const TOUS: [Self; 4] =
        [Self::RepresentantLegal, Self::Mandataire, Self::Gestionnaire, Self::AdministrateurTechnique];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RepresentantLegal => "REPRESENTANT_LEGAL",
            Self::Mandataire => "MANDATAIRE",
            Self::Gestionnaire => "GESTIONNAIRE",
            Self::AdministrateurTechnique => "ADMINISTRATEUR_TECHNIQUE",
        }
    }

    /// Registers people, handles requests and situations.
    pub const fn gere(self) -> bool {
        matches!(self, Self::RepresentantLegal | Self::Gestionnaire)
    }

    /// Sees to certificates.
    pub const fn administre(self) -> bool {
        matches!(self, Self::AdministrateurTechnique)
    }

    /// Needs a card of their own: CPE (GES-08, CRT-08).
    pub const fn veut_une_carte(self) -> bool {
        matches!(self, Self::Gestionnaire | Self::AdministrateurTechnique)
    }

    /// Who names whom: the représentant légal names mandataires, both name gestionnaires and administrateurs techniques, nobody
    /// names a représentant légal but the contract (GES-02, GES-03, CRT-09).
    pub const fn nomme(self, autre: Self) -> bool {
        match self {
            Self::RepresentantLegal => !matches!(autre, Self::RepresentantLegal),
            Self::Mandataire => matches!(autre, Self::Gestionnaire | Self::AdministrateurTechnique),
            Self::Gestionnaire | Self::AdministrateurTechnique => false,
        }
    }
}

impl fmt::Display for Titre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Titre {
    type Err = String;

    fn from_str(texte: &str) -> Result<Self, String> {
        let connu = Self::TOUS.into_iter().find(|titre| titre.as_str() == texte);
        connu.ok_or_else(|| format!("\"{texte}\" is no title"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: GES-01
    #[test]
    fn a_representant_legal_manages_and_a_mandataire_does_not() {
        assert_eq!(Titre::TOUS.map(Titre::gere), [true, false, true, false]);
    }

    // requirement: GES-02 GES-03
    #[test]
    fn gestionnaires_are_named_by_representant_or_mandataire_and_name_nobody() {
        let nommeurs = Titre::TOUS.map(|titre| titre.nomme(Titre::Gestionnaire));
        assert_eq!(nommeurs, [true, true, false, false]);
        assert_eq!(Titre::TOUS.map(|titre| titre.nomme(Titre::Mandataire)), [true, false, false, false]);
        assert_eq!(Titre::TOUS.map(|titre| titre.nomme(Titre::RepresentantLegal)), [false; 4]);
    }

    // requirement: CRT-09 GES-17
    #[test]
    fn who_sees_to_certificates_is_named_by_representant_or_mandataire_and_manages_nobody() {
        let nommeurs = Titre::TOUS.map(|titre| titre.nomme(Titre::AdministrateurTechnique));
        assert_eq!(nommeurs, [true, true, false, false]);
        assert_eq!(Titre::TOUS.map(Titre::administre), [false, false, false, true]);
        assert_eq!(Titre::TOUS.map(Titre::veut_une_carte), [false, false, true, true]);
    }
}
