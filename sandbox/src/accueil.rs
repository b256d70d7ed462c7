//! The first door: where everything is, for a person and for a script, and what cards name (authorities, lists).

use std::sync::Arc;

use askama::Template;
use axum::extract::{OriginalUri, Path, State};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use igc::{Igc, Role};
use pages::{Cadre, Langue, Onglet, Page, Ruban, Samples, Textes};

use crate::cartes::MOT_DE_PASSE;
use crate::dossier::Dossier;
use crate::manifeste::Manifeste;
use crate::onglets::{Piece, onglets};
use crate::ports::Ports;

static TEXTES: Textes = pages::textes!("accueil");

#[derive(Clone)]
struct Etat {
    manifeste: Arc<Manifeste>,
    dossier: Dossier,
    onglets: Arc<dyn Fn(Langue) -> Vec<Onglet> + Send + Sync>,
    certificats: Arc<Vec<(&'static str, Vec<u8>)>>,
}

pub fn router(manifeste: &Manifeste, igc: &Igc, dossier: &Dossier, ports: Ports) -> Router {
    let certificats = Role::ALL.into_iter().map(|role| (role.fichier(), igc.certificat(role).to_vec())).collect();
    let etat = Etat {
        manifeste: Arc::new(manifeste.clone()),
        dossier: dossier.clone(),
        onglets: Arc::new(onglets(ports, Piece::Accueil)),
        certificats: Arc::new(certificats),
    };
    Router::new()
        .route("/", get(page))
        .route("/sandbox.json", get(manifeste_json))
        .route("/ca.pem", get(autorite))
        .route("/cartes/{fichier}", get(carte))
        .route("/crl/{fichier}", get(liste))
        .route("/ac/{fichier}", get(certificat))
        .with_state(etat)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}

#[derive(Template)]
#[template(path = "accueil.html")]
struct Accueil {
    cadre: Cadre,
    combien: usize,
    manifeste: Arc<Manifeste>,
    mot_de_passe: &'static str,
}

impl Accueil {
    fn nouveau(cadre: Cadre, manifeste: Arc<Manifeste>) -> Self {
        let combien = usize::try_from(manifeste.registre.personnes).unwrap_or(usize::MAX);
        Self { cadre, combien, manifeste, mot_de_passe: MOT_DE_PASSE }
    }
}

async fn page(State(etat): State<Etat>, langue: Langue, OriginalUri(adresse): OriginalUri) -> Response {
    let mut cadre =
        Cadre::new(langue, &TEXTES, "").avec_ruban(Some(Ruban::BacASable)).a_l_adresse(&adresse.to_string());
    cadre.espace = cadre.t("espace");
    cadre.onglets = (etat.onglets)(langue);
    Page::ok(Accueil::nouveau(cadre, etat.manifeste)).into_response()
}

async fn manifeste_json(State(etat): State<Etat>) -> Json<Manifeste> {
    Json(etat.manifeste.as_ref().clone())
}

async fn autorite(State(etat): State<Etat>) -> Response {
    fichier(&etat.manifeste.ca, "application/x-pem-file")
}

/// Only the cards of the manifest: the name of a file is never a path.
async fn carte(State(etat): State<Etat>, Path(nom): Path<String>) -> Response {
    let carte = etat.manifeste.cartes.iter().find(|carte| nom == format!("{}.p12", carte.qui));
    match carte {
        Some(carte) => fichier(&carte.p12, "application/x-pkcs12"),
        None => http::StatusCode::NOT_FOUND.into_response(),
    }
}

async fn liste(State(etat): State<Etat>, Path(nom): Path<String>) -> Response {
    match Role::ALL.into_iter().find(|role| nom == format!("{}.crl", role.fichier())) {
        Some(role) => fichier(&etat.dossier.chemin(&format!("listes/{}.crl", role.fichier())), "application/pkix-crl"),
        None => http::StatusCode::NOT_FOUND.into_response(),
    }
}

async fn certificat(State(etat): State<Etat>, Path(nom): Path<String>) -> Response {
    match etat.certificats.iter().find(|(role, _)| nom == format!("{role}.cer")) {
        Some((_, der)) => ([(http::header::CONTENT_TYPE, "application/pkix-cert")], der.clone()).into_response(),
        None => http::StatusCode::NOT_FOUND.into_response(),
    }
}

fn fichier(chemin: &std::path::Path, genre: &'static str) -> Response {
    match std::fs::read(chemin) {
        Ok(bytes) => ([(http::header::CONTENT_TYPE, genre)], bytes).into_response(),
        Err(_) => http::StatusCode::NOT_FOUND.into_response(),
    }
}

impl Samples for Accueil {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let manifeste = Arc::new(Manifeste::exemple());
        let mut cadre = Cadre::new(langue, &TEXTES, "").avec_ruban(Some(Ruban::BacASable)).a_l_adresse("/");
        cadre.espace = cadre.t("espace");
        cadre.onglets = onglets(Ports::from_base(8440), Piece::Accueil)(langue);
        vec![("ouvert", Self::nouveau(cadre, manifeste))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_renders_in_both_languages() {
        assert!(TEXTES.manques().is_empty(), "{:?}", TEXTES.manques());
        pages::samples::check::<Accueil>().unwrap();
    }
}
