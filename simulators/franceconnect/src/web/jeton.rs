//! The token endpoint (OpenID Connect Core 3.1.3): `client_secret_post` alone.

use ambient::ExposeSecret as _;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Form, Json};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use crate::cle::empreinte;
use crate::client::Client;
use crate::demande::Demande;
use crate::registre::VIE_JETON;
use crate::simulateur::FranceConnect;

#[derive(Deserialize)]
pub struct Echange {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    client_secret: String,
    code_verifier: Option<String>,
}

pub async fn echanger(State(simulateur): State<FranceConnect>, Form(echange): Form<Echange>) -> Response {
    let Some(client) = authentifie(&simulateur.clients, &echange) else {
        return refus(StatusCode::UNAUTHORIZED, "invalid_client", "client authentication failed");
    };
    if echange.grant_type != "authorization_code" {
        return refus(StatusCode::BAD_REQUEST, "unsupported_grant_type", "grant_type must be authorization_code");
    }
    let pour = |demande: &Demande| demande.client == client.id && admet(demande, &echange);
    let Some((accord, jeton)) = simulateur.registre.echanger(&simulateur.ambient, &echange.code, pour) else {
        return refus(StatusCode::BAD_REQUEST, "invalid_grant", "grant request is invalid");
    };
    match simulateur.id_token(&accord, jeton.expose_secret()) {
        Ok(id_token) => Json(json!({
            "access_token": jeton.expose_secret(),
            "token_type": "Bearer",
            "expires_in": VIE_JETON.0,
            "scope": accord.demande.portee,
            "id_token": id_token,
        }))
        .into_response(),
        Err(error) => {
            tracing::error!(%error, "an ID token cannot be signed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn authentifie<'c>(clients: &'c [Client], echange: &Echange) -> Option<&'c Client> {
    let client = clients.iter().find(|client| client.id == echange.client_id)?;
    client.a_pour_secret(&echange.client_secret).then_some(client)
}

/// The same address as the request's, and the verifier of its challenge (RFC 7636, 4.6).
fn admet(demande: &Demande, echange: &Echange) -> bool {
    let prouve = match (&demande.defi, &echange.code_verifier) {
        (None, None) => true,
        (Some(defi), Some(verifier)) => empreinte(verifier, 32) == *defi,
        _ => false,
    };
    prouve && demande.retour == echange.redirect_uri
}

fn refus(statut: StatusCode, error: &str, description: &str) -> Response {
    (statut, Json(json!({"error": error, "error_description": description}))).into_response()
}
