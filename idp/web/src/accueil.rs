//! The authorization host by itself: whether a session is open here, and how to close it. Names nobody.

use askama::Template;
use axum::response::{IntoResponse, Response};
use pages::erreur::Action;
use pages::{Cadre, Icone, Page, heure};

use crate::deconnexion::{current, unavailable};
use crate::routes;
use crate::visite::Visite;

/// One thing said, and what can be done about it.
#[derive(Template)]
#[template(path = "simple.html")]
pub struct PageSimple {
    pub cadre: Cadre,
    pub icone: Icone,
    pub titre: String,
    pub phrases: Vec<String>,
    pub actions: Vec<Action>,
}

pub async fn get(visite: Visite) -> Response {
    let langue = visite.langue(&[]);
    let cadre = visite.cadre(langue).a_l_adresse(&visite.path_and_query);
    match current(&visite).await {
        Ok(Some(session)) => {
            let ends = heure::minute(visite.state.0.sessions.ends_at(&session), langue);
            Page::ok(PageSimple::ouverte(cadre, &ends)).into_response()
        }
        Ok(None) => Page::ok(PageSimple::aucune(cadre)).into_response(),
        Err(error) => unavailable(&visite, langue, error),
    }
}

impl PageSimple {
    pub(crate) fn ouverte(cadre: Cadre, ends: &str) -> Self {
        let close = Action { libelle: cadre.t("session-fermer"), href: routes::DECONNEXION.to_owned() };
        let space = Action { libelle: cadre.t("espace-rouvrir"), href: routes::ESPACE.to_owned() };
        Self {
            icone: Icone::User,
            titre: cadre.t("session-titre"),
            phrases: vec![cadre.t("session-phrase"), cadre.t1("session-jusque", "heure", ends)],
            actions: vec![space, close],
            cadre,
        }
    }

    pub(crate) fn aucune(cadre: Cadre) -> Self {
        Self {
            icone: Icone::Info,
            titre: cadre.t("session-aucune-titre"),
            phrases: vec![cadre.t("session-aucune-phrase")],
            actions: vec![Action { libelle: cadre.t("espace-rouvrir"), href: routes::ESPACE.to_owned() }],
            cadre,
        }
    }
}
