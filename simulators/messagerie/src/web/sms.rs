use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::Messagerie;
use crate::message::{Arrivee, Canal};

/// Ten SMS in a row: what gateways take.
const TEXTE: usize = 1_600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envoi {
    destinataire: String,
    texte: String,
}

/// `POST /sms`: 202 with the message's number; 401 without the key; 422 when it is no SMS.
pub async fn recevoir(State(messagerie): State<Messagerie>, entetes: HeaderMap, Json(envoi): Json<Envoi>) -> Response {
    let cle = entetes.get(AUTHORIZATION).and_then(|valeur| valeur.to_str().ok()?.strip_prefix("Bearer "));
    if !cle.is_some_and(|cle| messagerie.cle_admise(cle)) {
        return refus(StatusCode::UNAUTHORIZED, "the key of the gateway is expected in Authorization: Bearer");
    }
    if !numero(&envoi.destinataire) {
        return refus(StatusCode::UNPROCESSABLE_ENTITY, "destinataire: an E.164 number, for example +33639980001");
    }
    if envoi.texte.is_empty() || envoi.texte.chars().count() > TEXTE {
        return refus(StatusCode::UNPROCESSABLE_ENTITY, "texte: 1 to 1600 characters");
    }
    let arrivee = Arrivee {
        canal: Canal::Sms,
        expediteur: String::new(),
        destinataires: vec![envoi.destinataire],
        sujet: String::new(),
        texte: envoi.texte,
        html: None,
    };
    match messagerie.boite.recevoir(arrivee) {
        Ok(message) => (StatusCode::ACCEPTED, Json(json!({ "id": message.id }))).into_response(),
        Err(error) => {
            tracing::error!(%error, "the inbox could not keep an SMS");
            refus(StatusCode::SERVICE_UNAVAILABLE, "not kept, try again")
        }
    }
}

fn numero(texte: &str) -> bool {
    texte
        .strip_prefix('+')
        .is_some_and(|chiffres| (6..=15).contains(&chiffres.len()) && chiffres.bytes().all(|c| c.is_ascii_digit()))
}

fn refus(statut: StatusCode, cause: &str) -> Response {
    (statut, Json(json!({ "error": cause }))).into_response()
}
