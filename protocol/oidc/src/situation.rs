//! The claim `situation`, behind the scope of the same name: where the person works in this session. Ours; Pro Santé
//! Connect has nothing like it.

use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SituationClaim {
    pub id: String,
    /// FINESS of the geographic entity, empty when it has none.
    pub finess: String,
    #[serde(rename = "finessEJ")]
    pub finess_ej: String,
    #[serde(rename = "raisonSociale")]
    pub raison_sociale: String,
    #[serde(rename = "codeGenreActivite")]
    pub code_genre_activite: String,
    #[serde(rename = "codeRole")]
    pub code_role: String,
    pub secteur: String,
    /// Seconds since 1970, as every date of a token; `null` when unknown.
    pub debut: Option<i64>,
    /// First second at which it no longer holds; `null` when open.
    pub fin: Option<i64>,
}
