use ambient::{Seconds, Timestamp};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
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
    pub validite: Validite,
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

/// How long a card is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validite {
    /// As real cards: to the same day and hour (UTC) of the third year, whatever leap years come between.
    TroisAns,
    Duree(Seconds),
}

impl Validite {
    pub(crate) fn fin(self, depuis: Timestamp) -> Timestamp {
        match self {
            Self::TroisAns => trois_ans(depuis),
            Self::Duree(duree) => depuis.plus(duree),
        }
    }
}

/// Past the end of the calendar: its last instant.
fn trois_ans(depuis: Timestamp) -> Timestamp {
    let debut = jiff::Timestamp::from_millisecond(depuis.millis()).unwrap_or(jiff::Timestamp::MAX);
    let fin = debut.to_zoned(TimeZone::UTC).checked_add(3.years());
    let fin = fin.map_or(jiff::Timestamp::MAX, |fin| fin.timestamp());
    Timestamp::from_millis(fin.as_millisecond())
}

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
            validite: Validite::TroisAns,
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
            validite: Validite::TroisAns,
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
