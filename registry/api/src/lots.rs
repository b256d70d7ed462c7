//! Many people in one file: send it, look at what would come of it, confirm, follow, take the report. The same core as the
//! portal's pages (docs/decisions/0016).

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use registry_core::lot::{Bureau, Choix, LotError, LotId, modele};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::RACINE;
use crate::agent::Agent;
use crate::corps::{Corps, DeclarationsDeLot, Fichier, lisible};
use crate::entetes::Cle;
use crate::exemples;
use crate::refus::{RefusApi, RefusRequete};
use crate::reponses::{RefusDeCreation, RefusDeDepot, RefusDeGeste, RefusDeLecture, RefusDeListe};
use crate::vues::{EtatLigneJson, LignesJson, LotDeposeJson, LotJson, LotVuJson};

/// People on one page.
const PAGE: u32 = 50;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct NomDeFichier {
    /// What the file is called, to find it again.
    #[param(max_length = 200, pattern = r"^[^\u0000-\u001f\u007f]*$", example = "personnel.csv")]
    fichier: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Lesquelles {
    /// Absent: all of them.
    etat: Option<EtatLigneJson>,
    /// From 1 on, fifty lines each.
    #[param(minimum = 1, maximum = 1_000)]
    page: Option<u32>,
}

/// Sends a file
///
/// CSV or XLSX, with the columns of `/modeles/lot`. It is read and judged line by line; nothing is written of anybody before it
/// is confirmed. A preview waits for a day.
#[utoipa::path(
    post,
    path = "/lots",
    tag = "lots",
    params(NomDeFichier, Cle),
    request_body(
        description = "The file itself, 5 MiB and 5,000 lines at most. It is told by what it holds, whatever it is announced as.",
        content(
            (Fichier = "application/octet-stream", example = json!(exemples::lot())),
            (Fichier = "text/csv", example = json!(exemples::lot())),
            (Fichier = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        )
    ),
    responses(
        (status = 201, description = "Its preview.", body = LotDeposeJson,
            headers(("Location" = String, description = "The file."))),
        RefusDeDepot
    )
)]
pub async fn deposer(
    Agent(agent): Agent,
    nom: Result<Query<NomDeFichier>, QueryRejection>,
    State(lots): State<Bureau>,
    cle: Cle,
    Fichier(octets): Fichier,
) -> Result<Response, RefusApi> {
    let Query(NomDeFichier { fichier }) = nom.map_err(|_| RefusRequete::QuestionIllisible)?;
    let nom = fichier.unwrap_or_default();
    if nom.chars().count() > 200 || nom.chars().any(|signe| signe.is_ascii_control()) {
        return Err(RefusRequete::QuestionIllisible.into());
    }
    let lot = lots.deposer_une_fois(&agent, &cle.cle, (&nom, octets)).await?;
    Ok((StatusCode::CREATED, adresse(&lot), Json(LotDeposeJson::from(&lot))).into_response())
}

/// My files
///
/// Never a colleague's, newest first.
#[utoipa::path(
    get,
    path = "/lots",
    tag = "lots",
    responses((status = 200, description = "At most 50.", body = Vec<LotJson>), RefusDeListe)
)]
pub async fn lister(Agent(agent): Agent, State(lots): State<Bureau>) -> Result<Json<Vec<LotJson>>, RefusApi> {
    let miens = lots.miens(&agent).await?;
    Ok(Json(miens.into_iter().map(LotJson::from).collect()))
}

/// Where a file stands
///
/// In figures: lines of each kind, establishment by establishment, and how many are done.
#[utoipa::path(
    get,
    path = "/lots/{lot}",
    tag = "lots",
    params(("lot" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses((status = 200, description = "Its figures.", body = LotVuJson), RefusDeLecture)
)]
pub async fn voir(
    Agent(agent): Agent,
    Path(lot): Path<String>,
    State(lots): State<Bureau>,
) -> Result<Json<LotVuJson>, RefusApi> {
    Ok(Json(lots.voir(&agent, &identifiant(lot)?).await?.into()))
}

/// Its lines
///
/// What would come of each, or what came of it, with every field that does not hold. The reading is told to the journal.
#[utoipa::path(
    get,
    path = "/lots/{lot}/lignes",
    tag = "lots",
    params(("lot" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$"), Lesquelles),
    responses((status = 200, description = "A page, in the order of the file.", body = LignesJson), RefusDeLecture)
)]
pub async fn lignes(
    Agent(agent): Agent,
    Path(lot): Path<String>,
    lesquelles: Result<Query<Lesquelles>, QueryRejection>,
    State(lots): State<Bureau>,
) -> Result<Json<LignesJson>, RefusApi> {
    let Query(Lesquelles { etat, page }) = lesquelles.map_err(|_| RefusRequete::QuestionIllisible)?;
    let page = page.unwrap_or(1);
    if !(1..=1_000).contains(&page) {
        return Err(RefusRequete::QuestionIllisible.into());
    }
    let (id, etat) = (identifiant(lot)?, etat.map(Into::into));
    let vu = lots.voir(&agent, &id).await?;
    let nombre = etat.map_or_else(|| vu.lignes(), |etat| vu.nombre(etat));
    let choix = Choix { etat, sauter: (page - 1) * PAGE, limite: PAGE };
    let lignes = lots.lignes(&agent, &id, choix).await?;
    Ok(Json(LignesJson::page(&lignes, (nombre, page, nombre.div_ceil(PAGE).max(1)))))
}

/// Confirms a file
///
/// What is declared holds for every line. The work begins, and goes on whatever becomes of the caller; confirmed twice, it
/// begins once.
#[utoipa::path(
    post,
    path = "/lots/{lot}/lancement",
    tag = "lots",
    params(("lot" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body(content = DeclarationsDeLot, example = json!(exemples::declarations())),
    responses(
        (status = 202, description = "It begins.", headers(("Location" = String, description = "Where it stands."))),
        RefusDeCreation
    )
)]
pub async fn lancer(
    Agent(agent): Agent,
    Path(lot): Path<String>,
    State(lots): State<Bureau>,
    Corps(declarees): Corps<DeclarationsDeLot>,
) -> Result<Response, RefusApi> {
    let lot = identifiant(lot)?;
    lots.lancer(&agent, &lot, &declarees.into()).await?;
    Ok((StatusCode::ACCEPTED, adresse(&lot)).into_response())
}

/// Gives a preview up
///
/// Its lines are gone at once.
#[utoipa::path(
    post,
    path = "/lots/{lot}/abandon",
    tag = "lots",
    params(("lot" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses((status = 204, description = "Nothing of it is left."), RefusDeGeste)
)]
pub async fn abandonner(
    Agent(agent): Agent,
    Path(lot): Path<String>,
    State(lots): State<Bureau>,
) -> Result<StatusCode, RefusApi> {
    lots.abandonner(&agent, &identifiant(lot)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The report
///
/// Every line with what came of it, as a spreadsheet opens it; no cell is a formula. The reading is told to the journal.
#[utoipa::path(
    get,
    path = "/lots/{lot}/compte-rendu",
    tag = "lots",
    params(("lot" = String, Path, pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses((status = 200, description = "The report.", content_type = "text/csv", body = String), RefusDeLecture)
)]
pub async fn compte_rendu(
    Agent(agent): Agent,
    Path(lot): Path<String>,
    State(lots): State<Bureau>,
) -> Result<Response, RefusApi> {
    Ok(csv(lots.compte_rendu(&agent, &identifiant(lot)?).await?))
}

/// The columns of a file
#[utoipa::path(
    get,
    path = "/modeles/lot",
    tag = "lots",
    responses((status = 200, description = "One row of names.", content_type = "text/csv", body = String), RefusDeListe)
)]
pub async fn modele_de_lot(_: Agent) -> Response {
    csv(modele())
}

fn identifiant(texte: String) -> Result<LotId, LotError> {
    if lisible(&texte) { Ok(LotId::from(texte)) } else { Err(LotError::Inconnu) }
}

fn adresse(lot: &LotId) -> [(header::HeaderName, String); 1] {
    [(header::LOCATION, format!("{RACINE}/lots/{lot}"))]
}

fn csv(texte: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"))], texte).into_response()
}
