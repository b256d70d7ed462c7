//! The passkey on the login page: the question for the script, and the authenticator's answer.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use idp_core::interaction::LoginError;

use super::Formulaire;
use super::actes::Acte;
use crate::visite::Visite;

/// The options of `navigator.credentials.get`, JSON. 409: the page knows better where the login is.
pub async fn cle_question(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let Ok(acte) = Acte::new(&visite, id, &formulaire).await else { return StatusCode::CONFLICT.into_response() };
    match visite.state.0.logins.ask_passkey(&acte.id, &visite.browser).await {
        Ok(options) => ([(CONTENT_TYPE, "application/json")], options).into_response(),
        Err(LoginError::Port(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(LoginError::TropDEssais { .. }) => StatusCode::TOO_MANY_REQUESTS.into_response(),
        Err(_) => StatusCode::CONFLICT.into_response(),
    }
}

pub async fn cle(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    let stepped = visite.state.0.logins.with_passkey(&acte.id, formulaire.champ("reponse"), &visite.browser).await;
    acte.answer(&visite, stepped).await
}
