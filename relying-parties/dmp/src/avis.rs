//! `POST /deconnexion/caducee`: the provider says, server to server, that a session is over (Back-Channel Logout 1.0 §2.5).

use std::sync::Arc;

use axum::Form;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use crate::Dmp;
use crate::fin::{Attendu, Fin, RefusAvis};
use crate::fournisseur::Decouvert;
use crate::refus::Refus;

#[derive(Deserialize)]
pub struct Avis {
    logout_token: String,
}

/// 200 once nothing of that session is open here; 400 for a token that will never do; 503 while its keys cannot be had.
pub async fn recevoir(State(dmp): State<Arc<Dmp>>, avis: Result<Form<Avis>, FormRejection>) -> Response {
    let Ok(Form(avis)) = avis else { return refus(&RefusAvis::Illisible) };
    let fin = match lire(&dmp, &avis.logout_token).await {
        Ok(Ok(fin)) => fin,
        Ok(Err(cause)) => return refus(&cause),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    match dmp.visites.terminer(&fin) {
        Some(fermees) => {
            tracing::info!(sessions = fermees, "closed by the provider");
            StatusCode::OK.into_response()
        }
        None => refus(&RefusAvis::DejaRecu),
    }
}

/// A key that was published since is looked for once.
async fn lire(dmp: &Dmp, jeton: &str) -> Result<Result<Fin, RefusAvis>, Refus> {
    let fournisseur = &dmp.fournisseur;
    let lu = |decouvert: &Decouvert| {
        let config = &fournisseur.config;
        Attendu { issuer: &config.issuer, client_id: &config.client_id, cles: &decouvert.cles }.lire(jeton)
    };
    let connu = fournisseur.decouvert().await?;
    match lu(&connu) {
        Err(RefusAvis::CleInconnue) => Ok(lu(&*fournisseur.redecouvert().await?)),
        lu => Ok(lu),
    }
}

fn refus(cause: &RefusAvis) -> Response {
    tracing::warn!(%cause, "logout notice refused");
    let corps = json!({"error": "invalid_request", "error_description": cause.to_string()});
    (StatusCode::BAD_REQUEST, Json(corps)).into_response()
}
