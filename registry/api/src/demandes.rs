//! Requests that wait for a decision, and the three decisions.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use registry_core::demande::{Consultation, Decision, DemandeError, DemandeId, Traiter};

use crate::agent::Agent;
use crate::corps::{Corps, Rattachement, Rejet, Validation};
use crate::entetes::{Cle, SiInchangee, etag};
use crate::exemples;
use crate::refus::RefusApi;
use crate::reponses::{RefusDeChangement, RefusDeLecture, RefusDeListe};
use crate::vues::{DemandeJson, DemandeResume, VueJson};

/// What waits for a decision
///
/// Open requests of every structure in the scope of the gestionnaire whose contract is in force, oldest first. Its reading is told to the journal.
#[utoipa::path(
    get,
    path = "/demandes",
    tag = "demandes",
    responses((status = 200, description = "At most 200 a structure.", body = Vec<DemandeResume>), RefusDeListe)
)]
pub async fn lister(
    Agent(agent): Agent,
    State(consultation): State<Consultation>,
) -> Result<Json<Vec<DemandeResume>>, RefusApi> {
    let vues = consultation.a_traiter(&agent).await?;
    Ok(Json(vues.into_iter().map(DemandeResume::from).collect()))
}

/// What I decided
///
/// Requests that this gestionnaire entered or decided, never a colleague's, newest first. Its reading is told to the journal.
#[utoipa::path(
    get,
    path = "/historique",
    tag = "demandes",
    responses((status = 200, description = "At most 200.", body = Vec<DemandeResume>), RefusDeListe)
)]
pub async fn historique(
    Agent(agent): Agent,
    State(consultation): State<Consultation>,
) -> Result<Json<Vec<DemandeResume>>, RefusApi> {
    let vues = consultation.historique(&agent).await?;
    Ok(Json(vues.into_iter().map(DemandeResume::from).collect()))
}

/// One request
///
/// Its reading is told to the journal.
#[utoipa::path(
    get,
    path = "/demandes/{demande}",
    tag = "demandes",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses(
        (status = 200, description = "The request.", body = DemandeJson,
            headers(("ETag" = String, description = "Its version."))),
        RefusDeLecture
    )
)]
pub async fn ouvrir(
    Agent(agent): Agent,
    Path(demande): Path<String>,
    State(consultation): State<Consultation>,
) -> Result<Response, RefusApi> {
    let demande = consultation.ouvrir(&agent, &identifiant(demande)?).await?;
    let etag = etag(&demande.version.to_string());
    Ok((etag, Json(DemandeJson::from(demande))).into_response())
}

/// Accepts a request
///
/// Somebody new is registered; somebody known gets the situation. When people who look alike have appeared since, the
/// answer is `a_examiner` and names them.
#[utoipa::path(
    post,
    path = "/demandes/{demande}/validation",
    tag = "demandes",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = Validation, example = json!(exemples::validation())),
    responses((status = 200, description = "Where the request stands now.", body = VueJson), RefusDeChangement)
)]
pub async fn valider(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(validation): Corps<Validation>,
) -> Result<Json<VueJson>, RefusApi> {
    decider(&traiter, &agent, (demande, cle, vue), validation.into()).await
}

/// Gives the situation to somebody who is known
///
/// To one of the `candidats` of the request: nobody is registered again.
#[utoipa::path(
    post,
    path = "/demandes/{demande}/rattachement",
    tag = "demandes",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = Rattachement, example = json!(exemples::rattachement())),
    responses((status = 200, description = "Where the request stands now.", body = VueJson), RefusDeChangement)
)]
pub async fn rattacher(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(rattachement): Corps<Rattachement>,
) -> Result<Json<VueJson>, RefusApi> {
    decider(&traiter, &agent, (demande, cle, vue), rattachement.into()).await
}

/// Rejects a request
///
/// The person who asked is told why, by mail.
#[utoipa::path(
    post,
    path = "/demandes/{demande}/rejet",
    tag = "demandes",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = Rejet, example = json!(exemples::rejet())),
    responses((status = 200, description = "Where the request stands now.", body = VueJson), RefusDeChangement)
)]
pub async fn rejeter(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(rejet): Corps<Rejet>,
) -> Result<Json<VueJson>, RefusApi> {
    decider(&traiter, &agent, (demande, cle, vue), rejet.into()).await
}

/// Every stage has another version; what is no number was never one of them.
async fn decider(
    traiter: &Traiter,
    Agent(agent): &Agent,
    (demande, cle, vue): (String, Cle, SiInchangee),
    decision: Decision,
) -> Result<Json<VueJson>, RefusApi> {
    let demande = identifiant(demande)?;
    let version = vue.version.parse().map_err(|_| DemandeError::Changee)?;
    let vue = traiter.traiter(agent, &cle.cle, (&demande, version), decision).await?;
    Ok(Json((&vue).into()))
}

/// Of the form that requests have; no other is asked for.
fn identifiant(texte: String) -> Result<DemandeId, DemandeError> {
    let lisible = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-');
    let forme = (1..=64).contains(&texte.len()) && texte.bytes().all(lisible);
    if forme { Ok(DemandeId::from(texte)) } else { Err(DemandeError::Inconnue) }
}
