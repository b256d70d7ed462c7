//! The patient's space, simulated and said so: the consent, the messages, the journal of accesses. A real one is behind the
//! patient's own login.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::Dmp;
use crate::dossiers::{Accord, DossierRefus};
use crate::messages::{self, Ligne, Message};
use crate::pages::html;
use crate::patients::Patient;
use crate::refus::Refus;

#[derive(Template)]
#[template(path = "espaces.html")]
struct PageEspaces<'a> {
    patients: &'a [Patient],
}

#[derive(Template)]
#[template(path = "espace.html")]
struct PageEspace<'a> {
    patient: &'a Patient,
    accord: Accord,
    messages: Vec<Message>,
    journal: Vec<Ligne>,
    csrf: String,
}

#[derive(Deserialize)]
pub struct Decision {
    #[serde(default)]
    csrf: String,
    accord: Choix,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choix {
    Donner,
    Retirer,
}

/// `GET /patient`
pub async fn tous(State(dmp): State<Arc<Dmp>>) -> Response {
    html(&PageEspaces { patients: &dmp.dossiers.patients }).into_response()
}

/// `GET /patient/{id}`
pub async fn espace(State(dmp): State<Arc<Dmp>>, Path(id): Path<String>, jar: CookieJar) -> Result<Response, Refus> {
    let dossiers = &dmp.dossiers;
    let patient = dossiers.patient(&id).map_err(|_| Refus::Inconnu)?;
    let entrees = dossiers.journal(patient);
    let messages = entrees.iter().filter_map(|entree| messages::message(entree, &dossiers.matrice)).collect();
    let journal = entrees.iter().map(|entree| messages::ligne(entree, &dossiers.matrice)).collect();
    let (jar, csrf) = dmp.visites.visiter(jar);
    let page = PageEspace { patient, accord: dossiers.accord(patient), messages, journal, csrf };
    Ok((jar, html(&page)).into_response())
}

/// `POST /patient/{id}/accord`
pub async fn decider(
    State(dmp): State<Arc<Dmp>>,
    Path(id): Path<String>,
    jar: CookieJar,
    Form(decision): Form<Decision>,
) -> Result<Redirect, Refus> {
    dmp.visites.formulaire(&jar, &decision.csrf)?;
    match dmp.dossiers.decider(&id, decision.accord == Choix::Donner) {
        Ok(()) => Ok(Redirect::to(&format!("/patient/{id}"))),
        Err(DossierRefus::Registre(cause)) => Err(Refus::Journal(cause.to_string())),
        Err(_) => Err(Refus::Inconnu),
    }
}
