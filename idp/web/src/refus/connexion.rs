use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::client::Client;
use idp_core::interaction::LoginError;
use pages::erreur::{Action, PageErreur, Ton};
use pages::{Icone, Langue, Page};

use super::{key, page};
use crate::routes;
use crate::visite::Visite;

/// The page of an error of the login; `reprise`, when the request still waits.
pub fn connexion(visite: &Visite, langue: Langue, error: &LoginError, reprise: Option<&str>) -> Response {
    note(error);
    let code = shown(error);
    let mut page = page(visite, langue, code);
    page.suite.push(page.cadre.t(format!("{}-suite", key(code))));
    if is_outage(error) {
        page.suite.push(page.cadre.t("refus-secours"));
    }
    dress(&mut page, error);
    if let Some(interaction) = reprise {
        let words = if is_outage(error) { "refus-reessayer" } else { "refus-autre-moyen" };
        let href = visite.adresse(&routes::pour(routes::CONNEXION, interaction));
        page.actions.push(Action { libelle: page.cadre.t(words), href });
    }
    Page::new(status(error), page).into_response()
}

/// A form without its token: nothing was done.
pub fn jeton(visite: &Visite, langue: Langue) -> Response {
    let mut page = page(visite, langue, "connexion.jeton");
    page.suite.push(page.cadre.t("connexion-jeton-suite"));
    Page::new(StatusCode::FORBIDDEN, page).into_response()
}

/// The back button after the end.
pub fn terminee(visite: &Visite, langue: Langue, client: &Client) -> Response {
    let mut page = page(visite, langue, "connexion.terminee");
    page.phrase = page.cadre.t1("connexion-terminee-phrase", "service", &client.name);
    page.suite.push(page.cadre.t("connexion-terminee-suite"));
    page.icone = Icone::Check;
    Page::new(StatusCode::GONE, page).into_response()
}

/// The code whose words a page shows; what a page never shows (it redirects instead) has the words of its neighbour.
fn shown(error: &LoginError) -> &'static str {
    match error {
        LoginError::Overtaken | LoginError::PasApprouvee => LoginError::Unknown.code(),
        LoginError::IdentifiantIllisible | LoginError::SituationInconnue => LoginError::Unknown.code(),
        error => error.code(),
    }
}

const fn is_outage(error: &LoginError) -> bool {
    matches!(error, LoginError::AnnuaireMuet(_) | LoginError::Port(_))
}

fn dress(page: &mut PageErreur, error: &LoginError) {
    (page.icone, page.ton) = match error {
        LoginError::OtherBrowser => (Icone::Shield, Ton::Refus),
        LoginError::TicketPerime | LoginError::MoyenInsuffisant => (Icone::Card, Ton::Attente),
        LoginError::Passkey(_) => (Icone::Key, Ton::Attente),
        LoginError::ClientSuspendu => (Icone::Plug, Ton::Technique),
        _ => (Icone::Clock, Ton::Attente),
    };
}

const fn status(error: &LoginError) -> StatusCode {
    match error {
        LoginError::Unknown => StatusCode::GONE,
        LoginError::OtherBrowser | LoginError::MoyenInsuffisant | LoginError::ClientSuspendu => StatusCode::FORBIDDEN,
        LoginError::TropDEssais { .. } => StatusCode::TOO_MANY_REQUESTS,
        LoginError::AnnuaireMuet(_) | LoginError::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// The private cause, for the log of the request that the reference names.
fn note(error: &LoginError) {
    if is_outage(error) {
        tracing::error!(code = error.code(), cause = %error, remede = error.remede(), "a login stopped");
    } else {
        tracing::info!(code = error.code(), cause = %error, "a login stopped");
    }
}
