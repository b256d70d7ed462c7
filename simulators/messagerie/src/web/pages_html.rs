mod contextes;

use axum::Form;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS};
use http::{HeaderValue, StatusCode, Uri};
use pages::{Langue, Page};
use serde::Deserialize;

use super::Messagerie;
use crate::message::Filtre;
use contextes::{Ligne, PageListe, PageMessage, PageSans};

/// What a mail may do in its frame: be seen. No script, no form, no link that leads, nothing loaded.
const SANS_DROITS: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'";

pub async fn liste(
    State(messagerie): State<Messagerie>,
    langue: Langue,
    OriginalUri(adresse): OriginalUri,
    cookies: CookieJar,
) -> Response {
    let (cookies, csrf) = messagerie.csrf(cookies);
    let messages = messagerie.boite.messages(&Filtre::default());
    let dernier = messages.first().map_or(0, |message| message.id);
    let messages = messages.iter().map(|message| Ligne::de(message, langue)).collect();
    let cadre = messagerie.cadre(langue, chemin(&adresse));
    (cookies, Page::ok(PageListe { cadre, csrf, messages, dernier })).into_response()
}

#[derive(Deserialize)]
pub struct Jeton {
    #[serde(default)]
    csrf: String,
}

pub async fn vider(State(messagerie): State<Messagerie>, cookies: CookieJar, Form(jeton): Form<Jeton>) -> Response {
    if messagerie.csrf_tient(&cookies, &jeton.csrf)
        && let Err(error) = messagerie.boite.vider()
    {
        tracing::error!(%error, "the inbox cannot be emptied");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    // a form that is not ours changes nothing: the page shows what is still there
    Redirect::to("/").into_response()
}

#[derive(Deserialize)]
pub struct Apres {
    apres: u64,
}

/// 204 while nothing came after the newest message that the page shows.
pub async fn nouveau(State(messagerie): State<Messagerie>, Query(vu): Query<Apres>) -> StatusCode {
    let dernier = messagerie.boite.messages(&Filtre::default()).first().map_or(0, |message| message.id);
    if dernier > vu.apres { StatusCode::OK } else { StatusCode::NO_CONTENT }
}

pub async fn message(
    State(messagerie): State<Messagerie>,
    langue: Langue,
    OriginalUri(adresse): OriginalUri,
    Path(id): Path<u64>,
) -> Response {
    let cadre = messagerie.cadre(langue, chemin(&adresse));
    let Some(message) = messagerie.boite.message(id) else {
        return Page::new(StatusCode::NOT_FOUND, PageSans { cadre }).into_response();
    };
    let mut reponse = Page::ok(PageMessage::de(cadre, &message)).into_response();
    let avec_cadre = format!("{}; frame-src 'self'", pages::entetes::csp([]));
    if let Ok(valeur) = HeaderValue::from_str(&avec_cadre) {
        reponse.headers_mut().insert(CONTENT_SECURITY_POLICY, valeur);
    }
    reponse
}

/// The HTML of a mail, for the frame of its page and for nothing else.
pub async fn html(State(messagerie): State<Messagerie>, Path(id): Path<u64>) -> Response {
    match messagerie.boite.message(id).and_then(|message| message.contenu.html) {
        Some(html) => {
            let entetes = [
                (CONTENT_TYPE, "text/html; charset=utf-8"),
                (CONTENT_SECURITY_POLICY, SANS_DROITS),
                (X_FRAME_OPTIONS, "SAMEORIGIN"),
            ];
            (entetes, html).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn chemin(adresse: &Uri) -> &str {
    adresse.path_and_query().map_or("/", |chemin| chemin.as_str())
}
