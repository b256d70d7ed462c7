use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// The kind of a card (TRE_G02), as extension 1.2.250.1.71.1.2.2 tells it. The certificate does not tell a director's card from
/// that of a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Famille {
    /// Regulated professional.
    Cps,
    /// Professional in training.
    Cpf,
    /// Director or staff of an establishment: CDE, CPE.
    Etablissement,
    /// Manager or staff of another structure: CDA, CPA.
    AutreStructure,
}

impl Famille {
    pub const ALL: [Self; 4] = [Self::Cps, Self::Cpf, Self::Etablissement, Self::AutreStructure];

    /// The code of TRE_G02.
    pub const fn code(self) -> u8 {
        match self {
            Self::Cps => 0,
            Self::Cpf => 1,
            Self::Etablissement => 2,
            Self::AutreStructure => 3,
        }
    }

    pub fn from_code(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|famille| u64::from(famille.code()) == code)
    }

    /// As people call it.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Cps => "CPS",
            Self::Cpf => "CPF",
            Self::Etablissement => "CDE ou CPE",
            Self::AutreStructure => "CDA ou CPA",
        }
    }

    /// Whether this kind of card carries this type of identifier: RPPS for professionals, FINESS for an establishment,
    /// SIRET for another structure.
    pub const fn porte(self, identifiant: &IdentifiantNational) -> bool {
        matches!(
            (self, identifiant),
            (Self::Cps | Self::Cpf, IdentifiantNational::Rpps(_))
                | (Self::Etablissement, IdentifiantNational::Finess { .. })
                | (Self::AutreStructure, IdentifiantNational::Siret { .. })
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_carries_one_type_of_identifier() {
        let identifiants = ["899900000011", "3690990114/CPET0002", "599999999800019/CPAT0001", "0123456789"]
            .map(|text| text.parse::<IdentifiantNational>().unwrap());
        let porte = |famille: Famille| identifiants.each_ref().map(|identifiant| famille.porte(identifiant));
        assert_eq!(porte(Famille::Cps), [true, false, false, false]);
        assert_eq!(porte(Famille::Cpf), [true, false, false, false]);
        assert_eq!(porte(Famille::Etablissement), [false, true, false, false]);
        assert_eq!(porte(Famille::AutreStructure), [false, false, true, false]);
    }

    #[test]
    fn a_code_outside_the_list_is_no_kind() {
        assert_eq!(Famille::ALL.map(|famille| Famille::from_code(famille.code().into())), Famille::ALL.map(Some));
        assert_eq!(Famille::from_code(4), None);
        assert_eq!(Famille::from_code(256), None);
    }
}
