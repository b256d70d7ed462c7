//! The general terms of the means of identification, which whoever asks for a card of direction reads first (CON-09). The French
//! text is the one that is accepted; the English one helps to read it.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use pages::{Cadre, Page};
use registry_core::formulaire::VersionConditions;

use super::cadre;
use crate::lieu;
use crate::visite::Visite;

pub const ADRESSE: &str = "/adhesion/conditions";

/// Articles of the text: `conditions-N-titre`, `conditions-N-texte`.
const ARTICLES: usize = 7;

#[derive(Template)]
#[template(path = "conditions.html")]
pub struct PageConditions {
    pub cadre: Cadre,
    pub version: String,
    /// Heading and text.
    pub articles: Vec<(String, String)>,
}

/// `GET`, for everybody.
pub async fn lire(visite: Visite) -> Response {
    Page::ok(contexte(cadre(&visite))).into_response()
}

pub fn contexte(cadre: Cadre) -> PageConditions {
    let jour = du(VersionConditions::EN_VIGUEUR);
    let article = |rang| (cadre.t(format!("conditions-{rang}-titre")), cadre.t(format!("conditions-{rang}-texte")));
    let articles = (1..=ARTICLES).map(article).collect();
    PageConditions { version: cadre.t1("conditions-version", "jour", jour), articles, cadre }
}

/// The day of a version, as pages write days.
pub fn du(version: &str) -> String {
    version.parse().map_or_else(|_| version.to_owned(), lieu::ecrit)
}
