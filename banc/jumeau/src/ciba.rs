//! `POST /ciba`: asks by itself, shows two digits, and waits for the person (OpenID Connect CIBA Core 1.0, poll mode).

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fournisseur::Appel;
use crate::session::Session;
use crate::{Faute, Interieur, hasard, pages};

#[derive(Deserialize)]
pub struct Qui {
    identifiant: String,
}

const GRANT: &str = "urn:openid:params:grant-type:ciba";
/// What a client waits where the answer says nothing (§7.3).
const INTERVALLE: u64 = 5;

pub async fn demander(State(service): State<Arc<Interieur>>, Form(qui): Form<Qui>) -> Response {
    let nombre = format!("{:02}", hasard().bytes().map(u32::from).sum::<u32>() % 100);
    let champs = [
        ("scope", "openid scope_all"),
        ("acr_values", "eidas1"),
        ("login_hint", qui.identifiant.as_str()),
        ("binding_message", nombre.as_str()),
        ("channel", "MOBILE"),
    ];
    let Ok(reponse) = service.poster("backchannel_authentication_endpoint", &champs).await else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let cle = hasard();
    tokio::spawn(attendre(service.clone(), cle.clone(), reponse));
    let temoin = pages::temoin(&service, "session", &cle);
    ([(SET_COOKIE, temoin)], Json(json!({ "nombre": nombre }))).into_response()
}

async fn attendre(service: Arc<Interieur>, cle: String, reponse: Value) {
    let demande = reponse["auth_req_id"].as_str().unwrap_or_default().to_owned();
    let mut intervalle = Duration::from_secs(reponse["interval"].as_u64().unwrap_or(INTERVALLE));
    if service.a(Faute::CibaPresse) {
        // asks twice at once, and waits only once it is told to
        let _ = interroger(&service, &demande).await;
        let _ = interroger(&service, &demande).await;
    }
    loop {
        tokio::time::sleep(intervalle).await;
        match interroger(&service, &demande).await {
            Ok(jetons) => {
                if let Ok(session) = Session::ouvrir(&service, &jetons, None).await {
                    service.memoire().sessions.insert(cle, session);
                }
                return;
            }
            Err(Appel::Refus(raison)) if raison == "authorization_pending" => {}
            Err(Appel::Refus(raison)) if raison == "slow_down" => intervalle += Duration::from_secs(5),
            Err(_) => return,
        }
    }
}

async fn interroger(service: &Interieur, demande: &str) -> Result<Value, Appel> {
    service.poster("token_endpoint", &[("grant_type", GRANT), ("auth_req_id", demande)]).await
}
