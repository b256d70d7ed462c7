use askama::Template;
use axum::response::{IntoResponse as _, Response};
use pages::{Cadre, Page};

use crate::visite::Visite;

/// Two doors: who manages, who asks.
#[derive(Template)]
#[template(path = "accueil.html")]
pub struct PageAccueil {
    pub cadre: Cadre,
}

pub async fn accueil(visite: Visite) -> Response {
    Page::ok(PageAccueil { cadre: visite.cadre() }).into_response()
}
