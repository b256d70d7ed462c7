//! `POST /ciba`: asks by itself, shows two digits, and waits for the person (OpenID Connect CIBA Core 1.0, poll mode).

use std::sync::Arc;
use std::time::{Duration, Instant};

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
/// What a client waits where the answer says nothing (§7.3), seconds.
const INTERVALLE: u64 = 5;
/// What `slow_down` adds to it (§11).
const PAS: Duration = Duration::from_secs(5);
/// Of the twin that does not wait.
const BREVE: Duration = Duration::from_secs(8);

pub async fn demander(State(service): State<Arc<Interieur>>, Form(qui): Form<Qui>) -> Response {
    let tire = hasard().bytes().map(u32::from).sum::<u32>() % 100;
    let nombre = format!("{tire:02}");
    let mut champs = vec![
        ("scope", "openid scope_all"),
        ("acr_values", "eidas1"),
        ("login_hint", qui.identifiant.as_str()),
        ("binding_message", nombre.as_str()),
    ];
    if !service.a(Faute::CibaSansCanal) {
        champs.push(("channel", "MOBILE"));
    }
    let Ok(reponse) = service.poster("backchannel_authentication_endpoint", &champs).await else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let cle = hasard();
    service.memoire().attentes.push(cle.clone());
    if service.a(Faute::CibaSansReponse) {
        service.memoire().sessions.insert(cle.clone(), Session::inconnue());
    }
    tokio::spawn(attendre(service.clone(), cle.clone(), reponse));
    let temoin = pages::temoin(&service, "session", &cle);
    let montre = if service.a(Faute::CibaNombreInvente) { format!("{:02}", (tire + 1) % 100) } else { nombre };
    ([(SET_COOKIE, temoin)], Json(json!({ "nombre": montre }))).into_response()
}

async fn attendre(service: Arc<Interieur>, cle: String, reponse: Value) {
    let demande = reponse["auth_req_id"].as_str().unwrap_or_default().to_owned();
    let secondes = |nom: &str, sinon| Duration::from_secs(reponse[nom].as_u64().unwrap_or(sinon));
    let mut intervalle = secondes("interval", INTERVALLE);
    let vie = if service.a(Faute::CibaBreve) { BREVE } else { secondes("expires_in", 0) };
    let depuis = Instant::now();
    if service.a(Faute::CibaPresse) {
        // asks twice at once, and waits only once it is told to
        let _ = interroger(&service, &demande).await;
        let _ = interroger(&service, &demande).await;
    }
    while depuis.elapsed() < vie {
        tokio::time::sleep(intervalle).await;
        match interroger(&service, &demande).await {
            Ok(jetons) => {
                ouvrir(&service, &cle, &jetons).await;
                break;
            }
            Err(Appel::Refus(raison)) if raison == "authorization_pending" => {}
            Err(Appel::Refus(raison)) if raison == "slow_down" => {
                intervalle += if service.a(Faute::CibaFreinIgnore) { Duration::ZERO } else { PAS };
            }
            Err(Appel::Refus(_)) if service.a(Faute::CibaInsiste) => {}
            Err(_) => break,
        }
    }
    service.memoire().attentes.retain(|autre| *autre != cle);
}

/// For the browser that asked.
async fn ouvrir(service: &Interieur, cle: &str, jetons: &Value) {
    let Ok(session) = Session::approuvee(service, jetons).await else { return };
    let mut memoire = service.memoire();
    let premiere = memoire.attentes.first().filter(|_| memoire.faute == Some(Faute::CibaPremierVenu)).cloned();
    memoire.sessions.insert(premiere.unwrap_or_else(|| cle.to_owned()), session);
}

async fn interroger(service: &Interieur, demande: &str) -> Result<Value, Appel> {
    service.poster("token_endpoint", &[("grant_type", GRANT), ("auth_req_id", demande)]).await
}
