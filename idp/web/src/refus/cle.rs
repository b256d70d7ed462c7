use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::interaction::LoginError;
use idp_core::passkey::PasskeyError;
use pages::erreur::{Action, Ton};
use pages::{Icone, Langue, Page};

use super::{key, page};
use crate::routes;
use crate::visite::Visite;

/// A passkey that was not added: why, what to do, and the way back to the list.
pub fn cle(visite: &Visite, langue: Langue, error: PasskeyError) -> Response {
    if let PasskeyError::Port(_) = error {
        return super::connexion(visite, langue, &LoginError::from(error), None);
    }
    tracing::info!(code = error.code(), cause = %error, remede = error.remede(), "a passkey was not added");
    let mut page = page(visite, langue, error.code());
    page.suite.push(page.cadre.t(format!("{}-suite", key(error.code()))));
    (page.icone, page.ton) = (Icone::Key, Ton::Attente);
    let href = visite.adresse(routes::CLES);
    page.actions.push(Action { libelle: page.cadre.t("cles-revenir"), href });
    Page::new(StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
