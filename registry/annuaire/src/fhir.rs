//! FHIR R4 (4.0.1), read only: three resources, their searches, one capability statement. Profiles and parameters are those of the public
//! side of the Annuaire Santé (facts: `docs/annuaire.md`).

mod bundle;
mod capacites;
mod codage;
mod critere;
mod date;
mod demande;
mod lecture;
mod organization;
mod page;
mod parametres;
mod personne;
mod practitioner;
mod refus;
mod ressource;
mod role;

use axum::body::to_bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use serde_json::Value;

pub use refus::Refus;

use crate::EtatAnnuaire;
use demande::Demande;
use ressource::Genre;

/// What a form may weigh.
const FORMULAIRE: usize = 16 << 10;
const TYPE_MIME: HeaderValue = HeaderValue::from_static("application/fhir+json; charset=utf-8");

/// `GET /fhir/v2/{type}`
pub async fn chercher(
    State(etat): State<EtatAnnuaire>,
    genre: Result<Path<String>, PathRejection>,
    requete: Request,
) -> Response {
    let (parts, _) = requete.into_parts();
    let question = parts.uri.query().unwrap_or_default().to_owned();
    repondre(trouver(&etat, genre, (&parts, &question)).await)
}

/// `POST /fhir/v2/{type}/_search`: the parameters of the address and of the form.
pub async fn chercher_par_formulaire(
    State(etat): State<EtatAnnuaire>,
    genre: Result<Path<String>, PathRejection>,
    requete: Request,
) -> Response {
    let (parts, corps) = requete.into_parts();
    let annonce = parts.headers.get(header::CONTENT_TYPE).and_then(|valeur| valeur.to_str().ok()).unwrap_or_default();
    if !annonce.starts_with("application/x-www-form-urlencoded") {
        return Refus::Formulaire.into_response();
    }
    let Ok(octets) = to_bytes(corps, FORMULAIRE).await else { return Refus::TropDeParametres.into_response() };
    let Ok(formulaire) = std::str::from_utf8(&octets) else { return Refus::Encodage.into_response() };
    let question = format!("{}&{formulaire}", parts.uri.query().unwrap_or_default());
    repondre(trouver(&etat, genre, (&parts, &question)).await)
}

/// `GET /fhir/v2/{type}/{id}`
pub async fn lire(
    State(etat): State<EtatAnnuaire>,
    chemin: Result<Path<(String, String)>, PathRejection>,
    requete: Request,
) -> Response {
    repondre(lue(&etat, chemin, &requete.into_parts().0).await)
}

/// `GET /fhir/v2/metadata`, counted like every question.
pub async fn capacites(State(etat): State<EtatAnnuaire>, requete: Request) -> Response {
    let comptee = etat.compter(&requete.into_parts().0).await;
    repondre(comptee.map(|()| capacites::declaration(&etat.0.reglages.origine)).map_err(Refus::from))
}

pub async fn inconnu() -> Refus {
    Refus::Introuvable
}

pub async fn methode() -> Refus {
    Refus::Methode
}

async fn trouver(
    etat: &EtatAnnuaire,
    genre: Result<Path<String>, PathRejection>,
    (parts, question): (&Parts, &str),
) -> Result<Value, Refus> {
    etat.compter(parts).await?;
    format_admis(parts)?;
    let genre = genre.ok().and_then(|Path(nom)| Genre::lu(&nom)).ok_or(Refus::TypeInconnu)?;
    let demande = Demande::lue(genre, question)?;
    let base = format!("{}fhir/v2", etat.0.reglages.origine);
    page::chercher(etat, genre, (demande, &base)).await
}

async fn lue(
    etat: &EtatAnnuaire,
    chemin: Result<Path<(String, String)>, PathRejection>,
    parts: &Parts,
) -> Result<Value, Refus> {
    etat.compter(parts).await?;
    format_admis(parts)?;
    let Path((genre, id)) = chemin.map_err(|_| Refus::Encodage)?;
    let genre = Genre::lu(&genre).ok_or(Refus::TypeInconnu)?;
    page::lire(etat, genre, &id).await
}

/// JSON is what there is: whoever accepts nothing of the kind is told so.
fn format_admis(parts: &Parts) -> Result<(), Refus> {
    let accepte = parts.headers.get(header::ACCEPT).map(|valeur| valeur.to_str().unwrap_or_default());
    let admis = accepte.is_none_or(|texte| texte.is_empty() || texte.contains("json") || texte.contains("*/*"));
    if admis { Ok(()) } else { Err(Refus::Format) }
}

fn repondre(resultat: Result<Value, Refus>) -> Response {
    match resultat {
        Ok(valeur) => (StatusCode::OK, [(header::CONTENT_TYPE, TYPE_MIME)], valeur.to_string()).into_response(),
        Err(refus) => refus.into_response(),
    }
}
