//! One request, and the decisions.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use registry_core::demande::{Consultation, Decision, DemandeError, DemandeId, Traiter};

use crate::agent::Agent;
use crate::corps::{Corps, MiseAJourAcceptee, Rattachement, Rejet, Validation, lisible};
use crate::entetes::{Cle, SiInchangee, etag};
use crate::exemples;
use crate::refus::RefusApi;
use crate::reponses::{RefusDeChangement, RefusDeLecture};
use crate::vues::{DecisionJson, DemandeJson};

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
    let avertissements = match demande.ouverte() {
        true => consultation.avertissements(&demande).await?,
        false => Vec::new(),
    };
    let etag = etag(&demande.version.to_string());
    Ok((etag, Json(DemandeJson::avec(demande, avertissements))).into_response())
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
    responses(
        (status = 200, description = "Where the request stands now.", body = DecisionJson,
            headers(("ETag" = String, description = "Its version from now on."))),
        RefusDeChangement
    )
)]
pub async fn valider(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(validation): Corps<Validation>,
) -> Result<Response, RefusApi> {
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
    responses(
        (status = 200, description = "Where the request stands now.", body = DecisionJson,
            headers(("ETag" = String, description = "Its version from now on."))),
        RefusDeChangement
    )
)]
pub async fn rattacher(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(rattachement): Corps<Rattachement>,
) -> Result<Response, RefusApi> {
    decider(&traiter, &agent, (demande, cle, vue), rattachement.into()).await
}

/// Does what a person asks for of a situation that they hold
///
/// As long as it is what they saw; by somebody else than them.
#[utoipa::path(
    post,
    path = "/demandes/{demande}/mise-a-jour",
    tag = "demandes",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Cle, SiInchangee),
    request_body(content = MiseAJourAcceptee, example = json!(exemples::mise_a_jour())),
    responses(
        (status = 200, description = "Where the request stands now.", body = DecisionJson,
            headers(("ETag" = String, description = "Its version from now on."))),
        RefusDeChangement
    )
)]
pub async fn mettre_a_jour(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(acceptee): Corps<MiseAJourAcceptee>,
) -> Result<Response, RefusApi> {
    decider(&traiter, &agent, (demande, cle, vue), acceptee.into()).await
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
    responses(
        (status = 200, description = "Where the request stands now.", body = DecisionJson,
            headers(("ETag" = String, description = "Its version from now on."))),
        RefusDeChangement
    )
)]
pub async fn rejeter(
    agent: Agent,
    Path(demande): Path<String>,
    State(traiter): State<Traiter>,
    (cle, vue): (Cle, SiInchangee),
    Corps(rejet): Corps<Rejet>,
) -> Result<Response, RefusApi> {
    decider(&traiter, &agent, (demande, cle, vue), rejet.into()).await
}

/// Every stage has another version; what is no number was never one of them.
async fn decider(
    traiter: &Traiter,
    Agent(agent): &Agent,
    (demande, cle, vue): (String, Cle, SiInchangee),
    decision: Decision,
) -> Result<Response, RefusApi> {
    let demande = identifiant(demande)?;
    let version = vue.version.parse().map_err(|_| DemandeError::Changee)?;
    let faite = traiter.traiter(agent, &cle.cle, (&demande, version), decision).await?;
    let etag = if faite.version == 0 { HeaderMap::new() } else { etag(&faite.version.to_string()) };
    Ok((etag, Json(DecisionJson::from(faite))).into_response())
}

/// Of the form that requests have; no other is asked for.
pub fn identifiant(texte: String) -> Result<DemandeId, DemandeError> {
    if lisible(&texte) { Ok(DemandeId::from(texte)) } else { Err(DemandeError::Inconnue) }
}
