use registry_core::demande::{MiseAJour, Nature, Voulue};
use registry_core::situation_acte::Modification;
use serde::Serialize;
use utoipa::ToSchema;

use super::demande::SituationVoulue;
use crate::corps::Jour;

/// What a request asks for: a place of work, another of its values, another establishment of the same employer, its end.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Nature)]
pub enum NatureJson {
    Ouverture,
    Modification,
    Transfert,
    Fin,
}

/// What the person asks for of a situation that they hold (SIT-14): one of the three.
#[derive(Serialize, ToSchema)]
#[schema(as = MiseAJour)]
pub struct MiseAJourJson {
    situation: String,
    /// As it stood when they asked.
    avant: SituationDecrite,
    #[serde(skip_serializing_if = "Option::is_none")]
    modification: Option<SituationDecrite>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transfert: Option<TransfertVue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fin: Option<FinVue>,
}

#[derive(Serialize, ToSchema)]
struct SituationDecrite {
    nom_exercice: String,
    prenom_exercice: String,
    profession: String,
    role: String,
    /// Absent: not known.
    debut: Option<Jour>,
    /// The last day, included.
    fin: Option<Jour>,
}

#[derive(Serialize, ToSchema)]
struct TransfertVue {
    /// Where the person would work.
    structure: String,
    situation: SituationVoulue,
}

#[derive(Serialize, ToSchema)]
struct FinVue {
    /// Included.
    dernier_jour: Jour,
    /// JDV_J92.
    #[serde(skip_serializing_if = "String::is_empty")]
    motif_fin: String,
}

impl From<Nature> for NatureJson {
    fn from(nature: Nature) -> Self {
        match nature {
            Nature::Ouverture => Self::Ouverture,
            Nature::Modification => Self::Modification,
            Nature::Transfert => Self::Transfert,
            Nature::Fin => Self::Fin,
        }
    }
}

impl From<Modification> for SituationDecrite {
    fn from(decrite: Modification) -> Self {
        Self {
            nom_exercice: decrite.noms.nom,
            prenom_exercice: decrite.noms.prenom,
            profession: decrite.profession,
            role: decrite.role,
            debut: decrite.debut.map(Jour),
            fin: decrite.fin.map(Jour),
        }
    }
}

impl From<MiseAJour> for MiseAJourJson {
    fn from(MiseAJour { situation, avant, voulue }: MiseAJour) -> Self {
        let vide = Self {
            situation: situation.to_string(),
            avant: avant.into(),
            modification: None,
            transfert: None,
            fin: None,
        };
        match voulue {
            Voulue::Modification(voulue) => Self { modification: Some(voulue.into()), ..vide },
            Voulue::Transfert(voulu) => {
                let (structure, situation) = (voulu.structure.to_string(), voulu.situation.into());
                Self { transfert: Some(TransfertVue { structure, situation }), ..vide }
            }
            Voulue::Fin { dernier_jour, motif } => {
                Self { fin: Some(FinVue { dernier_jour: Jour(dernier_jour), motif_fin: motif }), ..vide }
            }
        }
    }
}
