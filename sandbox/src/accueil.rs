//! The first door: where everything is, for a person and for a script, and what cards name (authorities, lists).

use std::sync::{Arc, PoisonError, RwLock};

use askama::Template;
use axum::extract::{OriginalUri, Path, State};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use igc::{Igc, Role};
use pages::{Cadre, Langue, Onglet, Page, Ruban, Samples, Textes};

use crate::cartes::{self, Carte, CartesError, MOT_DE_PASSE};
use crate::dossier::Dossier;
use crate::guide;
use crate::manifeste::Manifeste;
use crate::onglets::{Piece, onglets};
use crate::ports::Ports;

static TEXTES: Textes = pages::textes!("accueil");

#[derive(Clone)]
struct Etat {
    /// Changes when a card is renewed.
    manifeste: Arc<RwLock<Arc<Manifeste>>>,
    igc: Arc<Igc>,
    dossier: Dossier,
    onglets: Arc<dyn Fn(Langue) -> Vec<Onglet> + Send + Sync>,
    certificats: Arc<Vec<(&'static str, Vec<u8>)>>,
}

impl Etat {
    fn manifeste(&self) -> Arc<Manifeste> {
        self.manifeste.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One at a time, written down before it is told.
    fn renouveler(&self, qui: &str) -> Result<Option<Carte>, CartesError> {
        let mut manifeste = self.manifeste.write().unwrap_or_else(PoisonError::into_inner);
        let nouvelle = cartes::renouveler(&self.igc, &self.dossier, qui)?;
        if let Some(nouvelle) = &nouvelle {
            let mut suivant = Manifeste::clone(&manifeste);
            let places = suivant.cartes.iter_mut().filter(|carte| carte.qui == qui);
            places.for_each(|place| *place = nouvelle.clone());
            suivant.ecrire(&self.dossier)?;
            *manifeste = Arc::new(suivant);
        }
        Ok(nouvelle)
    }
}

pub fn router(manifeste: &Manifeste, igc: &Arc<Igc>, dossier: &Dossier, ports: Ports) -> Router {
    let certificats = Role::ALL.into_iter().map(|role| (role.fichier(), igc.certificat(role).to_vec())).collect();
    let etat = Etat {
        manifeste: Arc::new(RwLock::new(Arc::new(manifeste.clone()))),
        igc: igc.clone(),
        dossier: dossier.clone(),
        onglets: Arc::new(onglets(ports, Piece::Accueil)),
        certificats: Arc::new(certificats),
    };
    Router::new()
        .route("/", get(page))
        .route("/sandbox.json", get(manifeste_json))
        .route("/ca.pem", get(autorite))
        .route("/cartes/{fichier}", get(carte))
        .route("/cartes/{fichier}/renouvellement", post(renouveler))
        .route("/crl/{fichier}", get(liste))
        .route("/ac/{fichier}", get(certificat))
        .with_state(etat)
        .merge(guide::router())
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
    Page::ok(Accueil::nouveau(cadre, etat.manifeste())).into_response()
}

async fn manifeste_json(State(etat): State<Etat>) -> Json<Manifeste> {
    Json(Manifeste::clone(&etat.manifeste()))
}

async fn autorite(State(etat): State<Etat>) -> Response {
    fichier(&etat.manifeste().ca, "application/x-pem-file")
}

/// Only the cards of the manifest: the name of a file is never a path.
async fn carte(State(etat): State<Etat>, Path(nom): Path<String>) -> Response {
    let manifeste = etat.manifeste();
    let carte = manifeste.cartes.iter().find(|carte| nom == format!("{}.p12", carte.qui));
    match carte {
        Some(carte) => fichier(&carte.p12, "application/x-pkcs12"),
        None => http::StatusCode::NOT_FOUND.into_response(),
    }
}

/// Nothing but an empty object, as JSON: no page of another site can send it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Renouvellement {}

async fn renouveler(State(etat): State<Etat>, Path(qui): Path<String>, _demande: Json<Renouvellement>) -> Response {
    // a key of RSA takes its time
    match tokio::task::spawn_blocking(move || etat.renouveler(&qui)).await {
        Ok(Ok(Some(carte))) => Json(carte).into_response(),
        Ok(Ok(None)) => http::StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => (http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        Err(error) => (http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
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
