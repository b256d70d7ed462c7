//! What a professional does about themselves: where codes and mails go, and one more place of work to ask for (flow A, with a
//! number). Who has no number has no token either: they ask at the portal, with FranceConnect (docs/decisions/0015).

pub mod situations;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use registry_core::contact::Changement;
use registry_core::demande::{Consultation, Demande, DemandeError, Demandeur, Deposer, NouvelleDemande};
use registry_core::idempotence::Auteur;

use crate::RACINE;
use crate::agent::{Coordonnees, Moi};
use crate::corps::{ContactJson, Corps, DemandeSaisie};
use crate::demandes::identifiant;
use crate::entetes::{Cle, etag};
use crate::exemples;
use crate::refus::RefusApi;
use crate::reponses::{RefusDeCreation, RefusDeGeste, RefusDeLecture, RefusDeListe};
use crate::vues::{ChangeesJson, DeposeeJson, MaDemandeJson};

/// Changes where codes and mails go
///
/// By the person, who showed their factors in the last five minutes: an older token is answered by the challenge of RFC 9470
/// with its `max_age`. The token has the scope `registre.coordonnees` too. The address that was true until now is told; the new ones activate an e-CPS later, as the answer says.
/// Contact data are told by no answer, so that no version of them is to be sent: asked twice, the second is told that
/// nothing differs.
#[utoipa::path(
    put,
    path = "/moi/coordonnees",
    tag = "moi",
    request_body(content = ContactJson, example = json!(exemples::contact())),
    responses((status = 200, description = "They are the new ones.", body = ChangeesJson), RefusDeCreation)
)]
pub async fn changer(
    Coordonnees(preuve): Coordonnees,
    State(changement): State<Changement>,
    Corps(contact): Corps<ContactJson>,
) -> Result<Json<ChangeesJson>, RefusApi> {
    let des = changement.changer(&preuve, &contact.into()).await?;
    Ok(Json(des.into()))
}

/// My requests
///
/// Newest first, with the answers of the registry, which the gestionnaire is not told.
#[utoipa::path(
    get,
    path = "/moi/demandes",
    tag = "moi",
    responses((status = 200, description = "At most 200.", body = Vec<MaDemandeJson>), RefusDeListe)
)]
pub async fn lister(
    Moi(preuve): Moi,
    State(consultation): State<Consultation>,
) -> Result<Json<Vec<MaDemandeJson>>, RefusApi> {
    let miennes = consultation.miennes(&Auteur::personne(&preuve.personne)).await?;
    Ok(Json(miennes.into_iter().map(MaDemandeJson::from).collect()))
}

/// One of my requests
#[utoipa::path(
    get,
    path = "/moi/demandes/{demande}",
    tag = "moi",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses(
        (status = 200, description = "The request.", body = MaDemandeJson,
            headers(("ETag" = String, description = "Its version."))),
        RefusDeLecture
    )
)]
pub async fn lire(
    Moi(preuve): Moi,
    Path(demande): Path<String>,
    State(consultation): State<Consultation>,
) -> Result<Response, RefusApi> {
    let (id, miennes) = (identifiant(demande)?, consultation.miennes(&Auteur::personne(&preuve.personne)).await?);
    let mienne: Demande = miennes.into_iter().find(|mienne| mienne.id == id).ok_or(DemandeError::Inconnue)?;
    let etag = etag(&mienne.version.to_string());
    Ok((etag, Json(MaDemandeJson::from(mienne))).into_response())
}

/// Asks for one more place of work
///
/// The establishment decides. One request at a time is open.
#[utoipa::path(
    post,
    path = "/moi/demandes",
    tag = "moi",
    params(Cle),
    request_body(content = DemandeSaisie, example = json!(exemples::demande())),
    responses(
        (status = 201, description = "It waits for the establishment.", body = DeposeeJson,
            headers(("Location" = String, description = "The request."))),
        RefusDeCreation
    )
)]
pub async fn deposer(
    Moi(preuve): Moi,
    State(deposer): State<Deposer>,
    cle: Cle,
    Corps(DemandeSaisie { structure, situation }): Corps<DemandeSaisie>,
) -> Result<Response, RefusApi> {
    let demandeur = Demandeur::Ecps(preuve.personne);
    let nouvelle = NouvelleDemande { demandeur, structure: structure.0, situation: situation.into() };
    let demande = deposer.deposer(&cle.cle, nouvelle).await?;
    let adresse = [(header::LOCATION, format!("{RACINE}/moi/demandes/{demande}"))];
    Ok((StatusCode::CREATED, adresse, Json(DeposeeJson::from(demande))).into_response())
}

/// Takes a request back
///
/// By whoever made it, as long as nobody decided. It happens once by itself: whatever became of the request meanwhile, either
/// it is withdrawn, or it was decided.
#[utoipa::path(
    post,
    path = "/moi/demandes/{demande}/retrait",
    tag = "moi",
    params(("demande" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses((status = 204, description = "It is withdrawn."), RefusDeGeste)
)]
pub async fn retirer(
    Moi(preuve): Moi,
    Path(demande): Path<String>,
    State(deposer): State<Deposer>,
) -> Result<StatusCode, RefusApi> {
    deposer.retirer(&Auteur::personne(&preuve.personne), &identifiant(demande)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
