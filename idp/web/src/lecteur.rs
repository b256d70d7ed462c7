//! What the program of a card reader calls (docs/decisions/0028). On the card host, with the card of its user: the requests of
//! services that a card answers. On the address that is never public: that a card left.

use std::net::IpAddr;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Extension, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use ecps::DemandeId;
use idp_core::carte::{DemandesCarte, RefusLecture, RefusReponse, ReponseCarte, Retraits};
use pages::entetes;
use serde::{Deserialize, Serialize};
use service::Peer;

use crate::routes;

/// A certificate is under 4 KiB.
const OCTETS: usize = 16 * 1_024;

/// JSON, and the card of the connection: needs [`service::Peer`] in the extensions of each request. A page of another site cannot
/// send JSON here without asking first, and nothing answers that question.
pub fn demandes(demandes: DemandesCarte) -> Router {
    Router::new()
        .route(routes::DEMANDE_CARTE, get(voir).post(repondre))
        .layer(DefaultBodyLimit::max(OCTETS))
        .layer(map_response(entetes::completer))
        .with_state(demandes)
}

/// For whoever can reach an address that is never public: nothing else is asked of who tells that a card left.
pub fn retraits(retraits: Retraits) -> Router {
    Router::new()
        .route(routes::RETRAITS, post(retirer))
        .layer(DefaultBodyLimit::max(OCTETS))
        .layer(map_response(entetes::completer))
        .with_state(retraits)
}

/// The answer of the person.
#[derive(Deserialize)]
#[serde(tag = "reponse", rename_all = "lowercase")]
enum Corps {
    Approuver { demande: DemandeId, nombre: String, situation: Option<String> },
    Refuser { demande: DemandeId },
}

#[derive(Serialize)]
struct Refus {
    code: &'static str,
    phrase: &'static str,
}

/// How many grants ended.
#[derive(Serialize)]
struct Fermes {
    fermes: usize,
}

async fn voir(State(demandes): State<DemandesCarte>, peer: Option<Extension<Peer>>) -> Response {
    let Some((chaine, source)) = lu(peer) else { return StatusCode::FORBIDDEN.into_response() };
    match demandes.voir(&chaine, source).await {
        Ok(Some(vue)) => Json(vue).into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(refus) => refuser(&refus.into()),
    }
}

async fn repondre(
    State(demandes): State<DemandesCarte>,
    peer: Option<Extension<Peer>>,
    Json(corps): Json<Corps>,
) -> Response {
    let Some((chaine, source)) = lu(peer) else { return StatusCode::FORBIDDEN.into_response() };
    let (demande, reponse) = match corps {
        Corps::Approuver { demande, nombre, situation } => (demande, ReponseCarte::Approuver { nombre, situation }),
        Corps::Refuser { demande } => (demande, ReponseCarte::Refuser),
    };
    match demandes.repondre(&chaine, source, (&demande, &reponse)).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refus) => refuser(&refus),
    }
}

async fn retirer(State(retraits): State<Retraits>, headers: HeaderMap, certificat: Bytes) -> Response {
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind != "application/pkix-cert") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    match retraits.retiree(&certificat).await {
        Ok(fermes) => Json(Fermes { fermes }).into_response(),
        Err(refus) => refuser(&refus.into()),
    }
}

/// The chain that the peer proved, and where it is.
fn lu(peer: Option<Extension<Peer>>) -> Option<(Vec<Vec<u8>>, IpAddr)> {
    let Extension(peer) = peer?;
    Some((peer.certificates.iter().map(|der| der.to_vec()).collect(), peer.addr.ip()))
}

fn refuser(refus: &RefusReponse) -> Response {
    let status = match refus {
        RefusReponse::Lecture(RefusLecture::AnnuaireMuet(_) | RefusLecture::Port(_)) => StatusCode::SERVICE_UNAVAILABLE,
        RefusReponse::Lecture(RefusLecture::TropDEssais) => StatusCode::TOO_MANY_REQUESTS,
        RefusReponse::Lecture(_) => StatusCode::FORBIDDEN,
        RefusReponse::Absente => StatusCode::NOT_FOUND,
        RefusReponse::NombresEpuises => StatusCode::GONE,
        RefusReponse::NombreInexact | RefusReponse::LieuAChoisir => StatusCode::UNPROCESSABLE_ENTITY,
    };
    tracing::info!(code = refus.code(), cause = %refus, "the answer of a card does not count");
    (status, Json(Refus { code: refus.code(), phrase: refus.phrase() })).into_response()
}
