//! The frame of OpenID Connect Session Management 1.0 §3: a page that shows nothing and may stand in any service's page. All
//! it does is in its script, which compares what a service remembers with a cookie that is no secret.

use askama::Template;
use axum::Extension;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use pages::assets;
use pages::entetes::Encadrable;

use crate::temoins::Temoin;
use crate::visite::Visite;

#[derive(Template)]
#[template(path = "etat-session.html")]
struct Cadre {
    script: String,
    cookie: String,
}

pub async fn get(visite: Visite) -> Response {
    let cadre = Cadre { script: assets::url("etat-session.js"), cookie: visite.temoins().name(Temoin::Etat) };
    match cadre.render() {
        Ok(html) => (Extension(Encadrable), Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
