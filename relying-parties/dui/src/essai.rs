//! The hook of the bench (docs/banc.md), open where `Config::essai` says so: who the session is, and its tokens renewed now.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use serde_json::{Value, json};

use crate::Dui;
use crate::refus::Refus;
use crate::session::Session;

pub fn router() -> Router<Arc<Dui>> {
    Router::new().route("/essai/moi", get(moi)).route("/essai/rafraichir", post(rafraichir))
}

/// `situation`: the FINESS of the place, as the pages use it.
async fn moi(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Result<Json<Value>, Refus> {
    let dit = |session: &Session| {
        let professionnel = session.identite.additional_claims();
        let nom = session.identite.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        let (sub, compte) = (session.sujet.sub.as_str(), &professionnel.identifiant);
        json!({"connecte": true, "nom": nom, "sub": sub, "compte": compte, "situation": professionnel.finess()})
    };
    match dui.session(&jar).await {
        Ok(Some(session)) => Ok(Json(dit(&session.session))),
        Ok(None) | Err(Refus::Fin) => Ok(Json(json!({"connecte": false}))),
        Err(autre) => Err(autre),
    }
}

async fn rafraichir(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Result<StatusCode, Refus> {
    let Some(mut session) = dui.session(&jar).await? else { return Ok(StatusCode::UNAUTHORIZED) };
    match session.session.renouveler(&dui.fournisseur).await {
        Err(Refus::Fin) => {
            dui.visites.fermer(&jar);
            Err(Refus::Fin)
        }
        renouvele => renouvele.map(|()| StatusCode::NO_CONTENT),
    }
}
