//! What the provider tells about a professional, beside the standard claims. Keys byte for byte as they travel.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Professionnel {
    /// The national identifier (`8` + RPPS): what to store a person under, never `sub`.
    #[serde(rename = "SubjectNameID")]
    pub identifiant: String,
    /// The role that is active now, a code of TRE_R22 (`GENR11`).
    #[serde(rename = "codeGenreActivite", default)]
    pub genre_activite: Option<String>,
    /// Where this person works now; only with the scope `situation`.
    #[serde(default)]
    pub situation: Option<Situation>,
}
impl openidconnect::AdditionalClaims for Professionnel {}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Situation {
    /// FINESS of the place (entité géographique).
    pub finess: Option<String>,
    pub raison_sociale: Option<String>,
}

impl Professionnel {
    /// « EHPAD FICTIF LES TILLEULS (690990114), rôle GENR11 »
    pub fn situation(&self) -> String {
        let Some(situation) = &self.situation else { return "aucun lieu de travail en cours".to_owned() };
        let lieu = situation.raison_sociale.as_deref().unwrap_or("lieu sans nom");
        let finess = situation.finess.as_deref().map(|finess| format!(" ({finess})")).unwrap_or_default();
        let role = self.genre_activite.as_deref().filter(|role| !role.is_empty());
        format!("{lieu}{finess}, {}", role.map_or_else(|| "sans rôle".to_owned(), |role| format!("rôle {role}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_situation_is_told_with_its_place_and_its_role() {
        let texte = r#"{"SubjectNameID":"899900000110","codeGenreActivite":"GENR11","situation":{"finess":"690990114",
            "raisonSociale":"EHPAD FICTIF LES TILLEULS","codeRole":"313"}}"#;
        let lu: Professionnel = serde_json::from_str(texte).expect("the claims");
        assert_eq!(lu.situation(), "EHPAD FICTIF LES TILLEULS (690990114), rôle GENR11");
        assert_eq!(Professionnel::default().situation(), "aucun lieu de travail en cours");
    }
}
