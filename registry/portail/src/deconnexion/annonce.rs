//! Our own provider says that a session is over: it was closed there or at another service, it expired, or its person may no longer
//! come in (OpenID Connect Back-Channel Logout 1.0 §2.5 to §2.8).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use registry_core::visite::{Porte, Reception};
use serde::Serialize;
use url::form_urlencoded;

use super::RefusLogout;
use crate::etat::Portail;

const FORMULAIRE: &str = "application/x-www-form-urlencoded";

#[derive(Serialize)]
struct Erreur {
    error: &'static str,
    error_description: String,
}

/// `POST /deconnexion/caducee`. Nothing of a browser is asked or answered here: the token alone speaks.
pub async fn recevoir(
    State(portail): State<Portail>,
    entetes: HeaderMap,
    corps: Result<Bytes, BytesRejection>,
) -> Response {
    let mut reponse = match deconnecter(&portail, &entetes, corps).await {
        Ok(visites) => {
            tracing::info!(visites, "logged out by the provider");
            StatusCode::OK.into_response()
        }
        Err(refus) => {
            tracing::warn!(error.code = refus.code(), cause = %refus, "logout refused");
            let erreur = Erreur { error: refus.erreur(), error_description: refus.dit() };
            (refus.statut(), Json(erreur)).into_response()
        }
    };
    reponse.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reponse
}

/// How many visits ended.
async fn deconnecter(
    portail: &Portail,
    entetes: &HeaderMap,
    corps: Result<Bytes, BytesRejection>,
) -> Result<u64, RefusLogout> {
    let jeton = jeton(entetes, &corps.map_err(|_| RefusLogout::Forme)?)?;
    let fournisseur = portail.fournisseur(Porte::Caducee);
    let logout = fournisseur.logout(&jeton).await?;
    match portail.0.sessions.deconnecter(fournisseur.issuer(), &logout).await? {
        Reception::Faite(visites) => Ok(visites),
        Reception::DejaRecue => Err(RefusLogout::DejaRecu),
    }
}

/// §2.5: other members of the form are read past.
fn jeton(entetes: &HeaderMap, corps: &[u8]) -> Result<String, RefusLogout> {
    let genre = entetes.get(CONTENT_TYPE).and_then(|genre| genre.to_str().ok()).unwrap_or_default();
    if !genre.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORMULAIRE) {
        return Err(RefusLogout::Forme);
    }
    let mut jetons = form_urlencoded::parse(corps).filter(|(nom, _)| nom == "logout_token");
    match (jetons.next(), jetons.next()) {
        (Some((_, jeton)), None) => Ok(jeton.into_owned()),
        _ => Err(RefusLogout::Forme),
    }
}
