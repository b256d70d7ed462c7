use registry_core::identite::EtatCivilSaisi;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Civilite, Code, Lieu, Naissance, Nom};

/// Civil status, as the identity document says it (COL-02).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IdentiteSaisie)]
pub struct IdentiteJson {
    /// Birth name.
    nom: Nom,
    /// In the order of the document, all of them if possible (COL-03).
    #[serde(deserialize_with = "super::texte::au_plus::<15, _, _>")]
    #[schema(min_items = 1, max_items = 15)]
    prenoms: Vec<Nom>,
    /// M or MME.
    code_civilite: Civilite,
    /// M or F.
    code_sexe: Option<Code>,
    naissance: Naissance,
    /// COG code, 99100 for France.
    pays_naissance: Code,
    /// INSEE code, for a birth in France.
    commune_naissance: Option<Code>,
    /// In words, for a birth abroad.
    lieu_naissance: Option<Lieu>,
}

impl From<IdentiteJson> for EtatCivilSaisi {
    fn from(identite: IdentiteJson) -> Self {
        Self {
            nom: identite.nom.0,
            prenoms: identite.prenoms.into_iter().map(|prenom| prenom.0).collect(),
            code_civilite: identite.code_civilite.0,
            code_sexe: identite.code_sexe.map(|code| code.0).unwrap_or_default(),
            naissance: identite.naissance.0.to_string(),
            commune_naissance: identite.commune_naissance.map(|code| code.0).unwrap_or_default(),
            pays_naissance: identite.pays_naissance.0,
            lieu_naissance: identite.lieu_naissance.map(|lieu| lieu.0).unwrap_or_default(),
        }
    }
}
