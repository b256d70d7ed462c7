use axum::Form;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use http::{StatusCode, Uri};
use pages::{Langue, Page, heure};
use serde::Deserialize;

use super::EtatTelephones;
use super::contextes::{Ligne, PageListe, PageTelephone};
use crate::fiche::TelephoneId;
use crate::touche::{Formulaire, Touche};
use crate::vue::Vue;

pub async fn liste(
    State(etat): State<EtatTelephones>,
    langue: Langue,
    OriginalUri(adresse): OriginalUri,
    cookies: CookieJar,
) -> Response {
    let (cookies, csrf) = etat.csrf(cookies);
    let cadre = etat.cadre(langue, chemin(&adresse));
    let mut telephones = Vec::new();
    for poste in etat.telephones.liste() {
        telephones.push(Ligne::de(&cadre, poste.apercu().await));
    }
    (cookies, Page::ok(PageListe { cadre, csrf, telephones })).into_response()
}

#[derive(Deserialize)]
pub struct Nouveau {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    nom: String,
}

/// A name that cannot be one leads back to the list: the field itself says what it takes.
pub async fn creer(State(etat): State<EtatTelephones>, cookies: CookieJar, Form(nouveau): Form<Nouveau>) -> Redirect {
    if !etat.csrf_tient(&cookies, &nouveau.csrf) {
        return Redirect::to("/");
    }
    match etat.telephones.creer(&nouveau.nom) {
        Ok(poste) => vers(&poste.id),
        Err(error) => {
            tracing::warn!(%error, "a phone was not created");
            Redirect::to("/")
        }
    }
}

pub async fn telephone(
    State(etat): State<EtatTelephones>,
    langue: Langue,
    OriginalUri(adresse): OriginalUri,
    Path(id): Path<TelephoneId>,
    cookies: CookieJar,
) -> Response {
    let Ok(poste) = etat.telephones.poste(&id) else { return Redirect::to("/").into_response() };
    let (cookies, csrf) = etat.csrf(cookies);
    let cadre = etat.cadre(langue, chemin(&adresse));
    let now = etat.telephones.ambient().now();
    // read before the screen: a change in between shows again, and is never missed
    let version = poste.version();
    let interieur = poste.prendre().await;
    let page = PageTelephone {
        vue: Vue::de(&cadre, &interieur, poste.notifie(), now),
        nom: interieur.fiche.nom.clone(),
        heure: heure::minute(now, langue),
        cadre,
        csrf,
        id,
        version,
    };
    (cookies, Page::ok(page)).into_response()
}

/// One touch; the screen that follows is the next page. A form that is not ours touches nothing.
pub async fn toucher(
    State(etat): State<EtatTelephones>,
    Path(id): Path<TelephoneId>,
    cookies: CookieJar,
    Form(formulaire): Form<Formulaire>,
) -> Response {
    let Ok(poste) = etat.telephones.poste(&id) else { return Redirect::to("/").into_response() };
    if !etat.csrf_tient(&cookies, &formulaire.csrf) {
        return vers(&id).into_response();
    }
    let Some(touche) = formulaire.touche() else { return StatusCode::BAD_REQUEST.into_response() };
    suite(&id, etat.telephones.toucher(&poste, touche).await)
}

/// Opens the notification: a link, because looking changes nothing at the provider.
pub async fn ouvrir(State(etat): State<EtatTelephones>, Path(id): Path<TelephoneId>) -> Response {
    let Ok(poste) = etat.telephones.poste(&id) else { return Redirect::to("/").into_response() };
    suite(&id, etat.telephones.toucher(&poste, Touche::Ouvrir).await)
}

#[derive(Deserialize)]
pub struct Vu {
    vu: u64,
}

/// 204 while the screen is the one that the page shows.
pub async fn nouveau(
    State(etat): State<EtatTelephones>,
    Path(id): Path<TelephoneId>,
    Query(page): Query<Vu>,
) -> StatusCode {
    match etat.telephones.poste(&id) {
        Ok(poste) if poste.version() == page.vu => StatusCode::NO_CONTENT,
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::NOT_FOUND,
    }
}

/// A push without content: "look". What the body holds is not read.
pub async fn push(State(etat): State<EtatTelephones>, Path(notification): Path<String>) -> StatusCode {
    if etat.telephones.reveiller(&notification) { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

fn suite(id: &TelephoneId, garde: Result<(), crate::MagasinError>) -> Response {
    match garde {
        Ok(()) => vers(id).into_response(),
        Err(error) => {
            tracing::error!(%error, "a phone could not be kept");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn vers(id: &TelephoneId) -> Redirect {
    Redirect::to(&format!("/telephones/{id}"))
}

fn chemin(adresse: &Uri) -> &str {
    adresse.path_and_query().map_or("/", |chemin| chemin.as_str())
}
