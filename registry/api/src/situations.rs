//! Where somebody works: one more place, a change, an end.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use registry_core::situation_acte::{FinVoulue, SituationError, SituationVue, Situations, Version};
use sante::IdentifiantNational;

use crate::RACINE;
use crate::agent::Agent;
use crate::corps::{Ajout, Corps, FinJson, ModificationJson};
use crate::entetes::{Cle, SiInchangee, etag};
use crate::exemples;
use crate::professionnels::identifiant;
use crate::refus::RefusApi;
use crate::reponses::{RefusDeChangement, RefusDeCreation, RefusDeLecture};
use crate::vues::{AjouteeJson, SituationVueJson};

/// One more place of work
///
/// For somebody who has a number. The person is told by mail.
#[utoipa::path(
    post,
    path = "/professionnels/{professionnel}/situations",
    tag = "situations",
    params(("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011"), Cle),
    request_body(content = Ajout, example = json!(exemples::ajout())),
    responses(
        (status = 201, description = "The situation was added.", body = AjouteeJson,
            headers(("Location" = String, description = "The situation."))),
        RefusDeCreation
    )
)]
pub async fn ajouter(
    Agent(agent): Agent,
    Path(personne): Path<String>,
    State(situations): State<Situations>,
    cle: Cle,
    Corps(ajout): Corps<Ajout>,
) -> Result<Response, RefusApi> {
    let lue = identifiant(&personne)?;
    let faite = situations.ajouter(&agent, &cle.cle, ajout.pour(lue)).await?;
    let adresse = format!("{RACINE}/professionnels/{personne}/situations/{}", faite.situation);
    Ok((StatusCode::CREATED, [(header::LOCATION, adresse)], Json(AjouteeJson::from(faite))).into_response())
}

/// One situation
///
/// As in the record of its person; the version comes with it where the gestionnaire may change it.
#[utoipa::path(
    get,
    path = "/professionnels/{professionnel}/situations/{situation}",
    tag = "situations",
    params(
        ("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011"),
        ("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")
    ),
    responses(
        (status = 200, description = "The situation.", body = SituationVueJson,
            headers(("ETag" = String, description = "Its version."))),
        RefusDeLecture
    )
)]
pub async fn lire(
    Agent(agent): Agent,
    Path(chemin): Path<(String, String)>,
    State(situations): State<Situations>,
) -> Result<Response, RefusApi> {
    let vue = SituationVueJson::from(trouver(&situations, &agent, &chemin).await?);
    let etag = vue.version.as_deref().map_or_else(HeaderMap::new, etag);
    Ok((etag, Json(vue)).into_response())
}

/// Changes a situation
///
/// The whole of it, as it should be from now on. The person is told by mail what changed.
#[utoipa::path(
    put,
    path = "/professionnels/{professionnel}/situations/{situation}",
    tag = "situations",
    params(
        ("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011"),
        ("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"),
        SiInchangee
    ),
    request_body(content = ModificationJson, example = json!(exemples::modification())),
    responses((status = 204, description = "It was changed; its version is another one."), RefusDeChangement)
)]
pub async fn modifier(
    Agent(agent): Agent,
    Path(chemin): Path<(String, String)>,
    State(situations): State<Situations>,
    vue: SiInchangee,
    Corps(voulue): Corps<ModificationJson>,
) -> Result<StatusCode, RefusApi> {
    let situation = trouver(&situations, &agent, &chemin).await?.situation.id;
    situations.modifier(&agent, &situation, &Version::from(vue.version), &voulue.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a situation
///
/// After a last day, or at once. What the role opens closes by itself at that instant.
#[utoipa::path(
    post,
    path = "/professionnels/{professionnel}/situations/{situation}/fin",
    tag = "situations",
    params(
        ("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011"),
        ("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"),
        SiInchangee
    ),
    request_body(content = FinJson, example = json!(exemples::fin())),
    responses((status = 204, description = "Its end is recorded."), RefusDeChangement)
)]
pub async fn terminer(
    Agent(agent): Agent,
    Path(chemin): Path<(String, String)>,
    State(situations): State<Situations>,
    vue: SiInchangee,
    Corps(fin): Corps<FinJson>,
) -> Result<StatusCode, RefusApi> {
    let situation = trouver(&situations, &agent, &chemin).await?.situation.id;
    situations.terminer(&agent, &situation, &Version::from(vue.version), FinVoulue::from(fin)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Among what this gestionnaire sees of this person: another person's situation is not found under this one's address.
async fn trouver(
    situations: &Situations,
    agent: &IdentifiantNational,
    (personne, situation): &(String, String),
) -> Result<SituationVue, SituationError> {
    let fiche = situations.fiche(agent, &identifiant(personne)?).await?;
    let trouvee = fiche.situations.into_iter().find(|vue| vue.situation.id.as_str() == situation);
    trouvee.ok_or(SituationError::Inconnue)
}
