//! An address that the portal has not got, or not for who asks from there: one page for both, which tells nothing else.

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{Icone, Page};

use crate::contextes::PageMot;
use crate::visite::Visite;

pub async fn inconnue(visite: Visite) -> Response {
    let cadre = visite.cadre();
    let page = PageMot {
        icone: Icone::Search,
        titre: cadre.t("inconnue-titre"),
        phrase: cadre.t("inconnue-phrase"),
        registre: Vec::new(),
        actions: vec![Action { libelle: cadre.t("refus-accueil"), href: "/".to_owned() }],
        cadre,
    };
    Page::new(StatusCode::NOT_FOUND, page).into_response()
}
