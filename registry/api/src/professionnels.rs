use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use registry_core::recherche::Recherche;
use registry_core::situation_acte::{SituationError, Situations};
use sante::IdentifiantNational;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::agent::Chercheur;
use crate::corps::professionnel;
use crate::refus::{RefusApi, RefusRequete};
use crate::reponses::{RefusDeLecture, RefusDeRecherche};
use crate::vues::{FicheJson, TrouveesJson};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Recherchee {
    /// A number, or words of a name in any order.
    #[param(example = "martel alba", max_length = 200, pattern = r"^[^\u0000-\u001f\u007f]*$")]
    texte: String,
}

/// Looks for somebody
///
/// By the number or by the name of exercise, the whole registry over.
#[utoipa::path(
    get,
    path = "/professionnels",
    tag = "professionnels",
    params(Recherchee),
    responses((status = 200, description = "Whom it found.", body = TrouveesJson), RefusDeRecherche)
)]
pub async fn chercher(
    Chercheur(agent): Chercheur,
    question: Result<Query<Recherchee>, QueryRejection>,
    State(recherche): State<Recherche>,
) -> Result<Json<TrouveesJson>, RefusApi> {
    let Query(Recherchee { texte }) = question.map_err(|_| RefusRequete::QuestionIllisible)?;
    if texte.chars().count() > 200 || texte.chars().any(|signe| signe.is_ascii_control()) {
        return Err(RefusRequete::QuestionIllisible.into());
    }
    Ok(Json(recherche.chercher(&agent, &texte).await?.into()))
}

/// Somebody's record
///
/// Every situation in the scope of the gestionnaire; elsewhere the current ones, without dates. Its reading is told to the
/// journal.
#[utoipa::path(
    get,
    path = "/professionnels/{professionnel}",
    tag = "professionnels",
    params(("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011")),
    responses((status = 200, description = "The record.", body = FicheJson), RefusDeLecture)
)]
pub async fn fiche(
    Chercheur(agent): Chercheur,
    Path(personne): Path<String>,
    State(situations): State<Situations>,
) -> Result<Json<FicheJson>, RefusApi> {
    Ok(Json(situations.fiche(&agent, &identifiant(&personne)?).await?.into()))
}

/// Of the form that professionals have; nobody else is asked for.
pub fn identifiant(texte: &str) -> Result<IdentifiantNational, SituationError> {
    professionnel(texte).ok_or(SituationError::PersonneInconnue)
}
