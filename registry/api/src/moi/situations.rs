//! Where I work, and what I ask of it: a gestionnaire of the establishment decides (SIT-14, GES-24).

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use registry_core::demande::{Deposer, NouvelleMiseAJour, Voulue};
use registry_core::espace::Espace;
use registry_core::situation_acte::{SituationError, Transfert, Version};
use sante::{IdentifiantNational, SituationId};

use crate::RACINE;
use crate::agent::Moi;
use crate::corps::{Corps, DemandeSaisie, FinDemandee, ModificationJson, lisible};
use crate::entetes::{Cle, SiInchangee};
use crate::exemples;
use crate::refus::RefusApi;
use crate::reponses::{RefusDeChangement, RefusDeLecture};
use crate::vues::{DeposeeJson, SituationVueJson};

/// Where I work
///
/// Ended places included, those of today first. A version comes with each of which something may be asked. The reading is told
/// to the journal.
#[utoipa::path(
    get,
    path = "/moi/situations",
    tag = "moi",
    responses((status = 200, description = "All of them.", body = Vec<SituationVueJson>), RefusDeLecture)
)]
pub async fn situations(
    Moi(preuve): Moi,
    State(espace): State<Espace>,
) -> Result<Json<Vec<SituationVueJson>>, RefusApi> {
    let dossier = espace.mon_dossier(&preuve.personne).await?;
    Ok(Json(dossier.situations.into_iter().map(SituationVueJson::from).collect()))
}

/// Asks for other values
///
/// Names of exercise, profession, role, days: the whole situation, as it should be.
#[utoipa::path(
    post,
    path = "/moi/situations/{situation}/modification",
    tag = "moi",
    params(("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = ModificationJson, example = json!(exemples::modification())),
    responses(
        (status = 201, description = "It waits for the establishment.", body = DeposeeJson,
            headers(("Location" = String, description = "The request."))),
        RefusDeChangement
    )
)]
pub async fn demander_modification(
    Moi(preuve): Moi,
    Path(situation): Path<String>,
    State(deposer): State<Deposer>,
    (cle, vue): (Cle, SiInchangee),
    Corps(voulue): Corps<ModificationJson>,
) -> Result<Response, RefusApi> {
    demander(&deposer, &preuve.personne, (situation, cle, vue), Voulue::Modification(voulue.into())).await
}

/// Asks for another establishment
///
/// Of the same employer. The place that is left ends the day before.
#[utoipa::path(
    post,
    path = "/moi/situations/{situation}/transfert",
    tag = "moi",
    params(("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = DemandeSaisie, example = json!(exemples::demande())),
    responses(
        (status = 201, description = "It waits for the establishment.", body = DeposeeJson,
            headers(("Location" = String, description = "The request."))),
        RefusDeChangement
    )
)]
pub async fn demander_transfert(
    Moi(preuve): Moi,
    Path(situation): Path<String>,
    State(deposer): State<Deposer>,
    (cle, vue): (Cle, SiInchangee),
    Corps(ailleurs): Corps<DemandeSaisie>,
) -> Result<Response, RefusApi> {
    let voulu = Transfert { structure: ailleurs.structure.0, situation: ailleurs.situation.into() };
    demander(&deposer, &preuve.personne, (situation, cle, vue), Voulue::Transfert(voulu)).await
}

/// Announces that I leave
///
/// After a last day.
#[utoipa::path(
    post,
    path = "/moi/situations/{situation}/depart",
    tag = "moi",
    params(("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = FinDemandee, example = json!(exemples::fin())),
    responses(
        (status = 201, description = "It waits for the establishment.", body = DeposeeJson,
            headers(("Location" = String, description = "The request."))),
        RefusDeChangement
    )
)]
pub async fn annoncer_depart(
    Moi(preuve): Moi,
    Path(situation): Path<String>,
    State(deposer): State<Deposer>,
    (cle, vue): (Cle, SiInchangee),
    Corps(fin): Corps<FinDemandee>,
) -> Result<Response, RefusApi> {
    demander(&deposer, &preuve.personne, (situation, cle, vue), fin.into()).await
}

async fn demander(
    deposer: &Deposer,
    moi: &IdentifiantNational,
    (situation, cle, vue): (String, Cle, SiInchangee),
    voulue: Voulue,
) -> Result<Response, RefusApi> {
    if !lisible(&situation) {
        return Err(SituationError::Inconnue.into());
    }
    let nouvelle =
        NouvelleMiseAJour { situation: SituationId::from(situation), version: Version::from(vue.version), voulue };
    let demande = deposer.mettre_a_jour(moi, &cle.cle, nouvelle).await?;
    let adresse = [(header::LOCATION, format!("{RACINE}/moi/demandes/{demande}"))];
    Ok((StatusCode::CREATED, adresse, Json(DeposeeJson::from(demande))).into_response())
}
