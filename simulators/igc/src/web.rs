//! What the authority serves over HTTP: its certificates and lists, answers about one certificate, and two doors that no real
//! authority has: opposing a card, and failing on demand.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Json, Path, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, http};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::{Genre, Guichet, Igc, IgcError, Panne, Raison, Role};

/// How late a late answer is.
const RETARD: Duration = Duration::from_secs(3);
/// A question of OCSP is shorter.
const OCTETS: usize = 16 * 1024;

/// The authority behind its doors, and which of them fails.
#[derive(Clone)]
pub struct Comptoir {
    igc: Arc<Igc>,
    pannes: Arc<Mutex<BTreeMap<Guichet, Panne>>>,
}

/// Which card is opposed: its number, or the serial number of one of its certificates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opposition {
    carte: String,
    #[serde(default = "perdue")]
    raison: Raison,
}

const fn perdue() -> Raison {
    Raison::CleCompromise
}

#[derive(Serialize)]
struct Opposees {
    series: Vec<String>,
}

/// What fails from now on; no `panne`: it works again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Incident {
    guichet: Guichet,
    panne: Option<Panne>,
}

impl Comptoir {
    pub fn new(igc: Arc<Igc>) -> Self {
        Self { igc, pannes: Arc::default() }
    }

    /// Fails, or works again.
    pub fn panne(&self, guichet: Guichet, panne: Option<Panne>) {
        let mut pannes = self.pannes.lock().unwrap_or_else(PoisonError::into_inner);
        match panne {
            Some(panne) => _ = pannes.insert(guichet, panne),
            None => _ = pannes.remove(&guichet),
        }
    }

    /// What fails at this door, once it has been late or refused to answer.
    async fn guichet(&self, guichet: Guichet) -> Result<Option<Panne>, StatusCode> {
        let panne = self.pannes.lock().unwrap_or_else(PoisonError::into_inner).get(&guichet).copied();
        match panne {
            Some(Panne::Muette) => Err(StatusCode::SERVICE_UNAVAILABLE),
            Some(Panne::Tardive) => {
                tokio::time::sleep(RETARD).await;
                Ok(None)
            }
            other => Ok(other),
        }
    }
}

/// JSON alone is taken by the two doors that change something: no page of another site can send it.
pub fn router(comptoir: Comptoir) -> Router {
    Router::new()
        .route("/crl/{fichier}", get(liste))
        .route("/ac/{fichier}", get(certificat))
        .route("/ocsp", post(ocsp))
        .route("/ocsp/{*demande}", get(ocsp_dans_l_adresse))
        .route("/oppositions", post(opposer))
        .route("/pannes", post(panne))
        .layer(DefaultBodyLimit::max(OCTETS))
        .with_state(comptoir)
}

async fn liste(State(comptoir): State<Comptoir>, Path(fichier): Path<String>, headers: HeaderMap) -> Response {
    let Some((role, genre)) = nommee(&fichier) else { return StatusCode::NOT_FOUND.into_response() };
    let guichet = if genre == Genre::Complete { Guichet::Crl } else { Guichet::Delta };
    let panne = match comptoir.guichet(guichet).await {
        Ok(panne) => panne,
        Err(status) => return status.into_response(),
    };
    let kind = (CONTENT_TYPE, "application/pkix-crl".to_owned());
    let told = match panne {
        Some(panne) => comptoir.igc.publiee_a_tort(role, genre, panne).map(|der| ([kind], der).into_response()),
        None => comptoir.igc.publiee(role, genre).map(|liste| {
            let etag = format!("\"{}\"", liste.numero);
            match headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
                true => (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response(),
                false => ([kind, (ETAG, etag)], liste.der).into_response(),
            }
        }),
    };
    told.unwrap_or_else(broken)
}

/// `racine.crl`, `fort-personnes-delta.crl`…
fn nommee(fichier: &str) -> Option<(Role, Genre)> {
    let stem = fichier.strip_suffix(".crl")?;
    let (name, genre) = stem.strip_suffix("-delta").map_or((stem, Genre::Complete), |name| (name, Genre::Delta));
    Igc::PUBLIENT.into_iter().find(|role| role.fichier() == name).map(|role| (role, genre))
}

async fn certificat(State(comptoir): State<Comptoir>, Path(fichier): Path<String>) -> Response {
    match Role::ALL.into_iter().find(|role| fichier.strip_suffix(".cer") == Some(role.fichier())) {
        Some(role) => {
            let der = comptoir.igc.certificat(role).to_vec();
            ([(CONTENT_TYPE, "application/pkix-cert")], der).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn ocsp(State(comptoir): State<Comptoir>, demande: Bytes) -> Response {
    match comptoir.guichet(Guichet::Ocsp).await {
        Ok(panne) => match comptoir.igc.repondre(&demande, panne) {
            Ok(der) => ([(CONTENT_TYPE, "application/ocsp-response")], der).into_response(),
            Err(error) => broken(error),
        },
        Err(status) => status.into_response(),
    }
}

/// RFC 6960 §A.1: the question in base64, in the address.
async fn ocsp_dans_l_adresse(comptoir: State<Comptoir>, Path(demande): Path<String>) -> Response {
    match STANDARD.decode(demande) {
        Ok(der) => ocsp(comptoir, der.into()).await,
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn opposer(State(comptoir): State<Comptoir>, Json(opposition): Json<Opposition>) -> Response {
    match comptoir.igc.opposer(&opposition.carte, opposition.raison) {
        Ok(series) => Json(Opposees { series }).into_response(),
        Err(error @ IgcError::SerieInconnue(_)) => (StatusCode::NOT_FOUND, error.to_string()).into_response(),
        Err(error) => broken(error),
    }
}

async fn panne(State(comptoir): State<Comptoir>, Json(incident): Json<Incident>) -> StatusCode {
    comptoir.panne(incident.guichet, incident.panne);
    StatusCode::NO_CONTENT
}

fn broken(error: IgcError) -> http::Response<axum::body::Body> {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
}
