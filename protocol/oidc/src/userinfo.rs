//! UserInfo: OpenID Connect Core 1.0 §5.3, in the shape of facts/psc.md §2.4. Every leaf is a text, empty rather than
//! absent, except `otherIds.qualite` and the dates of `situation`. A scope yields whole groups of members.

use serde::Serialize;

use crate::other_ids::OtherId;
use crate::situation::SituationClaim;
use crate::subject_ref_pro::SubjectRefPro;

/// Not `Debug`: it names a person.
#[derive(Serialize)]
pub struct UserInfo {
    pub sub: String,
    #[serde(flatten)]
    pub identity: Option<Identity>,
    #[serde(flatten)]
    pub registry: Option<RegistryIdentity>,
    #[serde(flatten)]
    pub organization: Option<Organization>,
    #[serde(flatten)]
    pub activity: Option<Activity>,
    #[serde(rename = "SubjectRefPro", skip_serializing_if = "Option::is_none")]
    pub subject_ref_pro: Option<SubjectRefPro>,
    #[serde(rename = "otherIds", skip_serializing_if = "Option::is_none")]
    pub other_ids: Option<Vec<OtherId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<SituationClaim>,
}

#[derive(Serialize)]
pub struct Identity {
    /// The registry number: behind its own scope outside `psc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_username: Option<String>,
    /// Standard, absent from Pro Santé Connect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub given_name: String,
    pub family_name: String,
}

#[derive(Serialize)]
pub struct RegistryIdentity {
    #[serde(rename = "SubjectNameID")]
    pub subject_name_id: String,
    #[serde(rename = "codeCivilite")]
    pub code_civilite: String,
}

/// Of the active situation.
#[derive(Serialize)]
pub struct Organization {
    #[serde(rename = "SubjectOrganization")]
    pub name: String,
    #[serde(rename = "SubjectOrganizationID")]
    pub id: String,
    #[serde(rename = "Mode_Acces_Raison")]
    pub mode_acces_raison: &'static str,
    #[serde(rename = "Acces_Regulation_Medicale")]
    pub acces_regulation_medicale: &'static str,
}

/// The rest of the active situation, and constants of the French identity framework.
#[derive(Serialize)]
pub struct Activity {
    #[serde(rename = "Secteur_Activite")]
    pub secteur: String,
    #[serde(rename = "codeGenreActivite")]
    pub code_genre_activite: String,
    #[serde(rename = "SubjectRole")]
    pub role: Vec<String>,
    #[serde(rename = "UITVersion")]
    pub uit_version: &'static str,
    #[serde(rename = "authMode")]
    pub auth_mode: &'static str,
    #[serde(rename = "Palier_Authentification")]
    pub palier: &'static str,
    #[serde(rename = "PSI_Locale")]
    pub psi_locale: &'static str,
}
