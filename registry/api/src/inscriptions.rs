use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use registry_core::demande::Enregistrer;

use crate::RACINE;
use crate::agent::Agent;
use crate::corps::{Corps, Inscription};
use crate::entetes::{Cle, etag};
use crate::exemples;
use crate::refus::RefusApi;
use crate::reponses::RefusDeCreation;
use crate::vues::EnregistreeJson;

/// Registers somebody
///
/// By a gestionnaire alone, the person being there. The answer says what came of it: `validee` names the new number,
/// `a_examiner` the people who look alike, `transmise` that the registry answers the professional.
#[utoipa::path(
    post,
    path = "/inscriptions",
    tag = "inscriptions",
    params(Cle),
    request_body(content = Inscription, example = json!(exemples::inscription())),
    responses(
        (status = 201, description = "The request that tells it.", body = EnregistreeJson,
            headers(("Location" = String, description = "The request."), ("ETag" = String, description = "Its version."))),
        RefusDeCreation
    )
)]
pub async fn inscrire(
    Agent(agent): Agent,
    State(enregistrer): State<Enregistrer>,
    cle: Cle,
    Corps(inscription): Corps<Inscription>,
) -> Result<Response, RefusApi> {
    let faite = enregistrer.enregistrer(&agent, &cle.cle, inscription.into()).await?;
    let adresse = [(header::LOCATION, format!("{RACINE}/demandes/{}", faite.demande))];
    let etag = etag(&faite.version.to_string());
    Ok((StatusCode::CREATED, etag, adresse, Json(EnregistreeJson::from(faite))).into_response())
}
