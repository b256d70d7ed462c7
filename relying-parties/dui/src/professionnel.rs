//! What the provider tells about a professional, beside the standard claims. Keys byte for byte as they travel.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The claims of Pro Santé Connect that this service reads; `autres` keeps the rest (`SubjectRefPro`, `otherIds`…).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Professionnel {
    /// The national identifier (`8` + RPPS): what to store a person under, never `sub`.
    #[serde(rename = "SubjectNameID")]
    pub identifiant: String,
    /// The role that is active now, a code of TRE_R22 (`GENR11`); empty or absent for who has none.
    #[serde(rename = "codeGenreActivite", default, skip_serializing_if = "Option::is_none")]
    pub genre_activite: Option<String>,
    #[serde(rename = "SubjectOrganization", default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<String>,
    /// `F` + FINESS for a structure that has one.
    #[serde(rename = "SubjectOrganizationID", default, skip_serializing_if = "Option::is_none")]
    pub identifiant_structure: Option<String>,
    /// Where this person works now; only with the scope `situation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<Situation>,
    #[serde(flatten)]
    pub autres: Map<String, Value>,
}
impl openidconnect::AdditionalClaims for Professionnel {}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Situation {
    pub id: String,
    /// FINESS of the place (entité géographique).
    pub finess: Option<String>,
    pub raison_sociale: Option<String>,
    #[serde(flatten)]
    pub autres: Map<String, Value>,
}

impl Professionnel {
    pub fn role(&self) -> &str {
        self.genre_activite.as_deref().unwrap_or_default()
    }

    /// The FINESS of the place: the situation says it; without that scope the organisation's identifier does.
    pub fn finess(&self) -> Option<&str> {
        let situation = self.situation.as_ref().and_then(|situation| situation.finess.as_deref());
        situation.or_else(|| self.identifiant_structure.as_deref()?.strip_prefix('F'))
    }

    pub fn lieu(&self) -> &str {
        let situation = self.situation.as_ref().and_then(|situation| situation.raison_sociale.as_deref());
        situation.or(self.structure.as_deref()).unwrap_or_default()
    }
}
