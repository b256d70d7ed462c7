use ambient::Seconds;
use sante::IdentifiantNational;

use crate::{Defaut, Modele, TypeCle};

/// What somebody asks of the authority: one card.
#[derive(Clone, Debug)]
pub struct DemandeCarte {
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
    pub modele: Modele,
    pub cle: TypeCle,
    /// On cards of professionals.
    pub profession: Option<Profession>,
    /// On cards of structures.
    pub structure: Option<Structure>,
    /// Real cards live three years.
    pub validite: Seconds,
    pub defaut: Option<Defaut>,
}

/// A profession of TRE_G15.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profession {
    pub code: u64,
    pub libelle: String,
}

/// Who employs the holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    pub raison_sociale: String,
    /// Struct_IdNat: a type digit and a number, as in `1690990114` or `3` + SIRET.
    pub identifiant: String,
    /// As cards write it: `Paris (75)`.
    pub departement: String,
}

const TROIS_ANS: Seconds = Seconds::hours(24 * 365 * 3);

impl DemandeCarte {
    /// A professional's card, P-256, good for three years.
    pub fn cps(identifiant: IdentifiantNational, nom: &str, prenom: &str, profession: Profession) -> Self {
        Self {
            identifiant,
            nom: nom.to_owned(),
            prenom: prenom.to_owned(),
            modele: Modele::Cps,
            cle: TypeCle::P256,
            profession: Some(profession),
            structure: None,
            validite: TROIS_ANS,
            defaut: None,
        }
    }

    /// The card of a member of staff, P-256, good for three years.
    pub fn cpe(identifiant: IdentifiantNational, nom: &str, prenom: &str, structure: Structure) -> Self {
        Self {
            identifiant,
            nom: nom.to_owned(),
            prenom: prenom.to_owned(),
            modele: Modele::Cpe,
            cle: TypeCle::P256,
            profession: None,
            structure: Some(structure),
            validite: TROIS_ANS,
            defaut: None,
        }
    }

    /// The same of another family.
    pub fn avec_modele(self, modele: Modele) -> Self {
        Self { modele, ..self }
    }

    pub fn avec_cle(self, cle: TypeCle) -> Self {
        Self { cle, ..self }
    }

    pub fn avec_defaut(self, defaut: Defaut) -> Self {
        Self { defaut: Some(defaut), ..self }
    }
}
