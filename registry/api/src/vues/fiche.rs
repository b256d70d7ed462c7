use registry_core::espace::MaSituation;
use registry_core::situation_acte::{FicheGestion, Noms, SituationVue, Version};
use registry_core::{SituationExercice, Structure, paris};
use serde::Serialize;
use utoipa::ToSchema;

use crate::corps::Jour;

/// Somebody as a gestionnaire sees them: no civil status, no contact data.
#[derive(Serialize, ToSchema)]
#[schema(as = Fiche)]
pub struct FicheJson {
    /// National identifier.
    personne: String,
    /// Suspended, struck off, dead or retired: seen in the scope of the gestionnaire alone, and only an end is accepted.
    hors_activite: bool,
    situations: Vec<SituationVueJson>,
}

/// A situation with the names under which it is practised.
#[derive(Serialize, ToSchema)]
#[schema(as = Situation)]
pub struct SituationVueJson {
    id: String,
    /// To send back in `If-Match`, in quotes; absent where the gestionnaire may not change anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    nom_exercice: String,
    prenom_exercice: String,
    civilite_exercice: String,
    /// Absent: a practice without a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<LieuJson>,
    profession: String,
    role: String,
    /// Absent: not known, or elsewhere than in the scope of the gestionnaire.
    #[serde(skip_serializing_if = "Option::is_none")]
    debut: Option<Jour>,
    /// The last day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    fin: Option<Jour>,
    /// JDV_J92, where somebody said why it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    motif_fin: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = LieuExercice)]
struct LieuJson {
    /// Empty for a place without FINESS.
    finess: String,
    raison_sociale: String,
}

impl From<FicheGestion> for FicheJson {
    fn from(fiche: FicheGestion) -> Self {
        Self {
            personne: fiche.personne.to_string(),
            hors_activite: fiche.hors_activite,
            situations: fiche.situations.into_iter().map(SituationVueJson::from).collect(),
        }
    }
}

impl From<MaSituation> for SituationVueJson {
    fn from(mienne: MaSituation) -> Self {
        let MaSituation { noms, structure, situation, version, .. } = mienne;
        Self::de((noms, structure, situation), version, None)
    }
}

impl From<SituationVue> for SituationVueJson {
    fn from(vue: SituationVue) -> Self {
        let SituationVue { noms, structure, situation, version, motif_fin, .. } = vue;
        Self::de((noms, structure, situation), version, motif_fin)
    }
}

impl SituationVueJson {
    fn de(
        (noms, structure, situation): (Noms, Option<Structure>, SituationExercice),
        version: Option<Version>,
        motif_fin: Option<String>,
    ) -> Self {
        Self {
            id: situation.id.to_string(),
            version: version.map(|version| version.as_str().to_owned()),
            nom_exercice: noms.nom,
            prenom_exercice: noms.prenom,
            civilite_exercice: noms.code_civilite,
            structure: structure.map(|structure| LieuJson {
                finess: structure.details.finess,
                raison_sociale: structure.details.raison_sociale,
            }),
            profession: situation.code_role,
            role: situation.code_genre,
            debut: situation.debut.map(|debut| Jour(paris::jour(debut))),
            fin: situation.fin.map(|fin| Jour(paris::dernier_jour(fin.le))),
            motif_fin,
        }
    }
}
