//! The places of the gestionnaire, and who works there.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use registry_core::habilitation::HorsPerimetre;
use registry_core::recherche::{Recherche, RechercheError};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::agent::{Agent, Chercheur};
use crate::refus::{RefusApi, RefusRequete};
use crate::reponses::{RefusDeLecture, RefusDeListe};
use crate::vues::{EffectifJson, EtablissementJson};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// From 1 on, fifty people each.
    #[param(minimum = 1, maximum = 100_000)]
    page: Option<u32>,
}

/// Where I register people
///
/// In the order of their names.
#[utoipa::path(
    get,
    path = "/etablissements",
    tag = "etablissements",
    responses((status = 200, description = "Those of the scope.", body = Vec<EtablissementJson>), RefusDeListe)
)]
pub async fn lister(
    Agent(agent): Agent,
    State(recherche): State<Recherche>,
) -> Result<Json<Vec<EtablissementJson>>, RefusApi> {
    let tenus = recherche.etablissements::<RechercheError>(&agent).await?;
    Ok(Json(tenus.into_iter().map(EtablissementJson::from).collect()))
}

/// Who works in a place
///
/// By name. The reading is told to the journal.
#[utoipa::path(
    get,
    path = "/etablissements/{finess}/effectif",
    tag = "etablissements",
    params(("finess" = String, Path, pattern = "^[0-9A-Z]{9}$", example = "690990114"), Page),
    responses((status = 200, description = "A page.", body = EffectifJson), RefusDeLecture)
)]
pub async fn effectif(
    Chercheur(agent): Chercheur,
    Path(finess): Path<String>,
    page: Result<Query<Page>, QueryRejection>,
    State(recherche): State<Recherche>,
) -> Result<Json<EffectifJson>, RefusApi> {
    let Query(Page { page }) = page.map_err(|_| RefusRequete::QuestionIllisible)?;
    let page = page.unwrap_or(1);
    if !(1..=100_000).contains(&page) {
        return Err(RefusRequete::QuestionIllisible.into());
    }
    // what is no number is no place: outside every scope, as an unknown one is
    let finess = finess.parse().map_err(|_| RechercheError::from(HorsPerimetre::HorsDuPerimetre))?;
    Ok(Json(recherche.effectif(&agent, &finess, page).await?.into()))
}
