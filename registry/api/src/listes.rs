//! Requests that wait for a decision, and those that were decided, page by page.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use registry_core::demande::{Consultation, DemandeVue, FiltreDemandes, Stade};
use registry_core::page::{Page, Repere};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::RACINE;
use crate::agent::Agent;
use crate::refus::{RefusApi, RefusRequete};
use crate::reponses::RefusDeListe;
use crate::vues::DemandeResume;

/// What is looked for, and where the page begins. No name: an address is kept by everybody who sees it pass.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Lesquelles {
    /// Of this establishment alone.
    #[param(pattern = "^[0-9A-Z]{9}$", example = "690990114")]
    etablissement: Option<String>,
    /// At this stage alone: `a_decider`, `a_examiner`, `validee`, `rejetee`, `transmise`, `retiree`.
    #[param(pattern = "^(a_decider|a_examiner|validee|rejetee|transmise|retiree)$", example = "a_decider")]
    etape: Option<String>,
    /// As the `Link` of the page before says it.
    #[param(pattern = "^[0-9]{1,15}[.][A-Za-z0-9_-]{1,64}$")]
    apres: Option<String>,
}

/// What waits for a decision
///
/// Open requests of every structure in the scope of the gestionnaire whose contract is in force, oldest first, fifty a page. Its reading is told to the journal.
#[utoipa::path(
    get,
    path = "/demandes",
    tag = "demandes",
    params(Lesquelles),
    responses(
        (status = 200, description = "A page.", body = Vec<DemandeResume>, headers(
            ("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288); absent from the last one."),
            ("X-Total-Count" = u32, description = "How many requests answer, in all pages."))),
        RefusDeListe
    )
)]
pub async fn lister(
    Agent(agent): Agent,
    lesquelles: Result<Query<Lesquelles>, QueryRejection>,
    State(consultation): State<Consultation>,
) -> Result<Response, RefusApi> {
    let lues = lire(lesquelles)?;
    let page = consultation.a_traiter(&agent, &lues.filtre, lues.apres.as_ref()).await?;
    Ok(repondre("/demandes", &lues.filtre, page))
}

/// What I decided
///
/// Requests that this gestionnaire entered or decided, never a colleague's, newest first, fifty a page. Its reading is told to the journal.
#[utoipa::path(
    get,
    path = "/historique",
    tag = "demandes",
    params(Lesquelles),
    responses(
        (status = 200, description = "A page.", body = Vec<DemandeResume>, headers(
            ("Link" = String, description = "The next page, `rel=\"next\"` (RFC 8288); absent from the last one."),
            ("X-Total-Count" = u32, description = "How many requests answer, in all pages."))),
        RefusDeListe
    )
)]
pub async fn historique(
    Agent(agent): Agent,
    lesquelles: Result<Query<Lesquelles>, QueryRejection>,
    State(consultation): State<Consultation>,
) -> Result<Response, RefusApi> {
    let lues = lire(lesquelles)?;
    let page = consultation.historique(&agent, &lues.filtre, lues.apres.as_ref()).await?;
    Ok(repondre("/historique", &lues.filtre, page))
}

struct Lues {
    filtre: FiltreDemandes,
    apres: Option<Repere>,
}

/// What is not as the document says is not answered as if nothing had been asked.
fn lire(lesquelles: Result<Query<Lesquelles>, QueryRejection>) -> Result<Lues, RefusRequete> {
    let Query(lesquelles) = lesquelles.map_err(|_| RefusRequete::QuestionIllisible)?;
    let illisible = RefusRequete::QuestionIllisible;
    let etablissement = lesquelles.etablissement.map(|finess| finess.parse()).transpose();
    let stade = lesquelles.etape.map(|mot| Stade::lu(&mot).ok_or(())).transpose();
    let apres = lesquelles.apres.map(|texte| Repere::lu(&texte).ok_or(())).transpose();
    match (etablissement, stade, apres) {
        (Ok(etablissement), Ok(stade), Ok(apres)) => {
            Ok(Lues { filtre: FiltreDemandes { etablissement, stade, nom: String::new() }, apres })
        }
        _ => Err(illisible),
    }
}

fn repondre(chemin: &str, filtre: &FiltreDemandes, page: Page<DemandeVue>) -> Response {
    let mut entetes = HeaderMap::new();
    entetes.insert("x-total-count", HeaderValue::from(page.nombre));
    let suite = page.suite.map(|suite| lien(chemin, filtre, &suite));
    if let Some(lien) = suite.and_then(|lien| HeaderValue::try_from(lien).ok()) {
        entetes.insert(header::LINK, lien);
    }
    let lignes: Vec<_> = page.lignes.into_iter().map(DemandeResume::from).collect();
    (entetes, Json(lignes)).into_response()
}

/// Numbers and codes alone: nothing of it needs an escape.
fn lien(chemin: &str, filtre: &FiltreDemandes, suite: &Repere) -> String {
    let etablissement = filtre.etablissement.as_ref().map(|finess| format!("etablissement={finess}&"));
    let etape = filtre.stade.map(|stade| format!("etape={}&", stade.mot()));
    let filtre = [etablissement, etape].into_iter().flatten().collect::<String>();
    format!("<{RACINE}{chemin}?{filtre}apres={suite}>; rel=\"next\"")
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;

    use super::*;

    #[test]
    fn the_next_page_keeps_what_is_looked_for() {
        let suite = Repere { le: Timestamp::from_millis(12), id: "x".to_owned() };
        let filtre = FiltreDemandes { stade: Some(Stade::Validee), ..FiltreDemandes::default() };
        let attendu = "</api/v1/historique?etape=validee&apres=12.x>; rel=\"next\"";
        assert_eq!(lien("/historique", &filtre, &suite), attendu);
    }
}
