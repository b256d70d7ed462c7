//! Where somebody works: one more place, a change, an end.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use registry_core::situation_acte::{
    Declaree, FinVoulue, Modification, SituationError, SituationVue, Situations, Transfert, Version,
};
use sante::IdentifiantNational;

use crate::RACINE;
use crate::agent::{Agent, Chercheur};
use crate::corps::{Ajout, Corps, FinJson, ModificationJson, TransfertSaisi};
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
    Chercheur(agent): Chercheur,
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
    responses(
        (status = 204, description = "It was changed.", headers(("ETag" = String, description = "Its version from now on."))),
        RefusDeChangement
    )
)]
pub async fn modifier(
    Agent(agent): Agent,
    Path(chemin): Path<(String, String)>,
    State(situations): State<Situations>,
    vue: SiInchangee,
    Corps(voulue): Corps<ModificationJson>,
) -> Result<Response, RefusApi> {
    let situation = trouver(&situations, &agent, &chemin).await?.situation.id;
    let diplomes_verifies = voulue.diplomes_verifies;
    let declaree = Declaree { voulue: &Modification::from(voulue), diplomes_verifies };
    let ecrite = situations.modifier(&agent, &situation, &Version::from(vue.version), declaree).await?;
    Ok((StatusCode::NO_CONTENT, etag(ecrite.as_str())).into_response())
}

/// Moves a situation to another establishment
///
/// Of the gestionnaire's scope, as the one that is left. That one ends the day before and stays readable as it was; another
/// situation begins, under another identifier. The person is told by mail.
#[utoipa::path(
    post,
    path = "/professionnels/{professionnel}/situations/{situation}/transfert",
    tag = "situations",
    params(
        ("professionnel" = String, Path, description = "National identifier.", pattern = "^8[0-9]{11}$", example = "899900000011"),
        ("situation" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"),
        SiInchangee
    ),
    request_body(content = TransfertSaisi, example = json!(exemples::transfert())),
    responses(
        (status = 201, description = "The situation that begins.", body = AjouteeJson,
            headers(("Location" = String, description = "The situation that begins."))),
        RefusDeChangement
    )
)]
pub async fn transferer(
    Agent(agent): Agent,
    Path(chemin): Path<(String, String)>,
    State(situations): State<Situations>,
    vue: SiInchangee,
    Corps(saisi): Corps<TransfertSaisi>,
) -> Result<Response, RefusApi> {
    let quittee = trouver(&situations, &agent, &chemin).await?.situation.id;
    let diplomes_verifies = saisi.diplomes_verifies;
    let declaree = Declaree { voulue: &Transfert::from(saisi), diplomes_verifies };
    let faite = situations.transferer(&agent, &quittee, &Version::from(vue.version), declaree).await?;
    let adresse = format!("{RACINE}/professionnels/{}/situations/{}", chemin.0, faite.situation);
    Ok((StatusCode::CREATED, [(header::LOCATION, adresse)], Json(AjouteeJson::from(faite))).into_response())
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
    responses(
        (status = 204, description = "Its end is recorded.",
            headers(("ETag" = String, description = "Its version from now on."))),
        RefusDeChangement
    )
)]
pub async fn terminer(
    Agent(agent): Agent,
    Path(chemin): Path<(String, String)>,
    State(situations): State<Situations>,
    vue: SiInchangee,
    Corps(fin): Corps<FinJson>,
) -> Result<Response, RefusApi> {
    let situation = trouver(&situations, &agent, &chemin).await?.situation.id;
    let ecrite = situations.terminer(&agent, &situation, &Version::from(vue.version), FinVoulue::from(fin)).await?;
    Ok((StatusCode::NO_CONTENT, etag(ecrite.as_str())).into_response())
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
