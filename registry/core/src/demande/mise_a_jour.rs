//! What somebody asks for of a situation that they hold (SIT-14): a gestionnaire of its establishment decides (GES-24).

mod decision;
mod depot;

use jiff::civil::Date;
use sante::{Finess, SituationId};
use serde::{Deserialize, Serialize};

pub use decision::appliquer;

use crate::demande::Nature;
use crate::identite::Objection;
use crate::nomenclature::{Avertissement, Referentiel};
use crate::situation_acte::{FinVoulue, Lieu, Modification, Noms, QuandFinir, Transfert, Version};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiseAJour {
    pub situation: SituationId,
    /// As it stood when they asked: what moved meanwhile is not overwritten.
    pub avant: Modification,
    pub voulue: Voulue,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voulue {
    /// Other values, in the same place.
    Modification(Modification),
    /// Another establishment of the same employer.
    Transfert(Transfert),
    Fin {
        /// Included.
        #[serde(with = "crate::jour")]
        dernier_jour: Date,
        /// JDV_J92; empty when nobody says.
        motif: String,
    },
}

#[derive(Clone, Debug, Serialize)]
pub struct NouvelleMiseAJour {
    pub situation: SituationId,
    /// Of what the person saw.
    pub version: Version,
    pub voulue: Voulue,
}

impl MiseAJour {
    /// Who it is, by the names of before.
    pub fn resume(&self) -> (&Noms, &str, &str) {
        let (profession, role) = match &self.voulue {
            Voulue::Modification(voulue) => (&voulue.profession, &voulue.role),
            Voulue::Transfert(voulu) => (&voulu.situation.profession, &voulu.situation.role),
            Voulue::Fin { .. } => (&self.avant.profession, &self.avant.role),
        };
        (&self.avant.noms, profession, role)
    }

    /// Their diplomas are to be checked (ENR-18).
    pub fn change_de_profession(&self) -> bool {
        let (_, profession, _) = self.resume();
        profession != self.avant.profession
    }

    /// By the lists of codes: a profession that was held is not looked at again (ROL-08).
    pub fn verifier(
        &self,
        referentiel: &Referentiel,
        lieu: &Lieu,
        le: Date,
    ) -> Result<Vec<Avertissement>, Vec<Objection>> {
        match &self.voulue {
            Voulue::Transfert(voulu) => voulu.situation.verifier(referentiel, lieu, le),
            Voulue::Modification(voulue) if voulue.profession != self.avant.profession => {
                let admise = referentiel.admet_profession(&voulue.profession, referentiel.branche(&lieu.secteur), le);
                let admise = admise.map(|avertissement| avertissement.into_iter().collect());
                admise.map_err(|refus| vec![refus.objection("profession")])
            }
            Voulue::Modification(_) | Voulue::Fin { .. } => Ok(Vec::new()),
        }
    }
}

impl Voulue {
    pub const fn nature(&self) -> Nature {
        match self {
            Self::Modification(_) => Nature::Modification,
            Self::Transfert(_) => Nature::Transfert,
            Self::Fin { .. } => Nature::Fin,
        }
    }

    /// The establishment where the person would go.
    pub const fn ailleurs(&self) -> Option<&Finess> {
        match self {
            Self::Transfert(voulu) => Some(&voulu.structure),
            Self::Modification(_) | Self::Fin { .. } => None,
        }
    }
}

fn apres(dernier_jour: Date, motif: &str) -> FinVoulue {
    FinVoulue { quand: QuandFinir::Apres(dernier_jour), motif: motif.to_owned() }
}
