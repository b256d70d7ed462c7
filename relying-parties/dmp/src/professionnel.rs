//! What the provider tells about a professional, beside the standard claims. Keys byte for byte as they travel.

use serde::{Deserialize, Serialize};

use crate::acces::Demandeur;

/// The claims of Pro Santé Connect that this service reads.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Professionnel {
    /// The national identifier (`8` + RPPS): what to store a person under, never `sub`.
    #[serde(rename = "SubjectNameID")]
    pub identifiant: String,
    /// The role that is active now, a code of TRE_R22 (`GENR11`); empty or absent for who has none.
    #[serde(rename = "codeGenreActivite", default, skip_serializing_if = "Option::is_none")]
    pub genre_activite: Option<String>,
    /// `code^nomenclature`, of the professions.
    #[serde(rename = "SubjectRole", default)]
    pub professions: Vec<String>,
    #[serde(rename = "SubjectOrganization", default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<String>,
    /// Where this person works now; only with the scope `situation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<Situation>,
}
impl openidconnect::AdditionalClaims for Professionnel {}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Situation {
    /// FINESS of the place (entité géographique).
    pub finess: Option<String>,
    pub raison_sociale: Option<String>,
    /// TRE_R22.
    #[serde(default)]
    pub code_genre_activite: Option<String>,
    /// The profession of a role holder (TRE_R85).
    #[serde(default)]
    pub code_role: Option<String>,
}

impl Professionnel {
    pub fn finess(&self) -> Option<&str> {
        self.situation.as_ref()?.finess.as_deref()
    }

    pub fn lieu(&self) -> &str {
        let situation = self.situation.as_ref().and_then(|situation| situation.raison_sociale.as_deref());
        situation.or(self.structure.as_deref()).unwrap_or_default()
    }

    /// `nom` as the standard claims have it.
    pub fn demandeur(&self, nom: String) -> Demandeur {
        let code = |role: &String| role.split('^').next().unwrap_or_default().to_owned();
        // who holds a role of the portal has the profession in the situation alone
        let portail = self.situation.as_ref().and_then(|situation| situation.code_role.clone());
        Demandeur {
            identifiant: self.identifiant.clone(),
            nom,
            role: self.genre_activite.clone().unwrap_or_default(),
            professions: self.professions.iter().map(code).chain(portail).collect(),
            lieu: self.lieu().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn professions_are_read_without_their_nomenclature_and_in_the_situation_too() {
        let texte = r#"{"SubjectNameID":"8","codeGenreActivite":"GENR01","SubjectRole":["99^1.2.250.1.213.1.1.5.5"],
            "situation":{"finess":"310990320","raisonSociale":"CENTRE HOSPITALIER FICTIF","codeRole":"370"}}"#;
        let lu: Professionnel = serde_json::from_str(texte).expect("the claims");
        let demandeur = lu.demandeur("Maya".to_owned());
        assert_eq!(
            (demandeur.role.as_str(), demandeur.professions, lu.finess()),
            ("GENR01", vec!["99".to_owned(), "370".to_owned()], Some("310990320"))
        );
        assert_eq!(demandeur.lieu, "CENTRE HOSPITALIER FICTIF");
    }
}
