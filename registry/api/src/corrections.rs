//! Contact data corrected before a first activation, by two gestionnaires of the structure that registered the person. The
//! second one is not shown what the first one wrote: they say it once more, and the registry compares. Both say it with the
//! scope `registre.coordonnees`.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use registry_core::contact::{ContactError, ContactsASuivre, Correction};
use registry_core::proposition::{PropositionError, PropositionId};

use crate::agent::{Agent, Coordonnees};
use crate::corps::{ContactJson, Corps, CorrectionSaisie, lisible, professionnel};
use crate::entetes::Cle;
use crate::exemples;
use crate::refus::RefusApi;
use crate::reponses::{RefusDeCreation, RefusDeGeste, RefusDeListe};
use crate::vues::{CorrectionJson, ProposeeJson};

/// Corrections that wait
///
/// For a second gestionnaire, in the scope of the agent: whose they are and what they change, never the contact data. Its
/// reading is told to the journal.
#[utoipa::path(
    get,
    path = "/corrections",
    tag = "corrections",
    responses((status = 200, description = "Open ones.", body = Vec<CorrectionJson>), RefusDeListe)
)]
pub async fn lister(
    Agent(agent): Agent,
    State(contacts): State<ContactsASuivre>,
) -> Result<Json<Vec<CorrectionJson>>, RefusApi> {
    let ouvertes = contacts.a_confirmer(&agent).await?;
    Ok(Json(ouvertes.iter().map(|une| CorrectionJson::vue(&une.proposition, &agent)).collect()))
}

/// Proposes other contact data
///
/// Face to face with the person, who has activated no e-CPS yet, by the structure that registered them. Nothing changes
/// before a second gestionnaire says the same, within 72 hours.
#[utoipa::path(
    post,
    path = "/professionnels/{professionnel}/corrections",
    tag = "corrections",
    params(("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011"), Cle),
    request_body(content = CorrectionSaisie, example = json!(exemples::correction())),
    responses((status = 201, description = "It waits for a second gestionnaire.", body = ProposeeJson), RefusDeCreation)
)]
pub async fn proposer(
    Coordonnees(preuve): Coordonnees,
    Path(personne): Path<String>,
    State(correction): State<Correction>,
    cle: Cle,
    Corps(saisie): Corps<CorrectionSaisie>,
) -> Result<Response, RefusApi> {
    let personne = professionnel(&personne).ok_or(ContactError::Inconnue)?;
    let id = correction.proposer_une_fois(&preuve.personne, &cle.cle, &saisie.pour(personne)).await?;
    Ok((StatusCode::CREATED, Json(ProposeeJson::from(id))).into_response())
}

/// Says the same
///
/// By a second gestionnaire, with the contact data as the person gave them to this one. What differs from the proposal is
/// refused, and tells nothing of it. The former address is told; the new ones activate an e-CPS 24 hours later.
#[utoipa::path(
    post,
    path = "/corrections/{correction}/confirmation",
    tag = "corrections",
    params(("correction" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body(content = ContactJson, example = json!(exemples::contact())),
    responses((status = 204, description = "They are the contact data now."), RefusDeCreation)
)]
pub async fn confirmer(
    Coordonnees(preuve): Coordonnees,
    Path(correction): Path<String>,
    State(corrections): State<Correction>,
    Corps(dites): Corps<ContactJson>,
) -> Result<StatusCode, RefusApi> {
    corrections.confirmer_dite(&preuve.personne, &identifiant(correction)?, &dites.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a correction up
///
/// By whoever may act for the structure, the one who proposed it included.
#[utoipa::path(
    post,
    path = "/corrections/{correction}/abandon",
    tag = "corrections",
    params(("correction" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses((status = 204, description = "Nothing of it is left."), RefusDeGeste)
)]
pub async fn abandonner(
    Agent(agent): Agent,
    Path(correction): Path<String>,
    State(corrections): State<Correction>,
) -> Result<StatusCode, RefusApi> {
    corrections.retirer(&agent, &identifiant(correction)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn identifiant(texte: String) -> Result<PropositionId, ContactError> {
    if lisible(&texte) { Ok(PropositionId::from(texte)) } else { Err(PropositionError::Inconnue.into()) }
}
