use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use oidc::Parameters;
use pages::{Cadre, Icone, Page};

use crate::accueil::PageSimple;
use crate::visite::Visite;

/// How the login for a workstation ended. The address says it, and it grants nothing.
pub async fn get(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let cadre = visite.cadre(visite.langue(&[])).a_l_adresse(&visite.path_and_query);
    let page = match (sent.only("issue"), sent.only("error")) {
        (Some("validee"), None) => PageSimple::appareil(cadre, Icone::Check, "validee"),
        (Some("expiree"), None) => PageSimple::appareil(cadre, Icone::Clock, "expiree"),
        _ => PageSimple::appareil(cadre, Icone::Cross, "refusee"),
    };
    Page::ok(page).into_response()
}

impl PageSimple {
    pub(crate) fn appareil(cadre: Cadre, icone: Icone, issue: &str) -> Self {
        Self {
            icone,
            titre: cadre.t(format!("appareil-{issue}-titre")),
            phrases: vec![cadre.t(format!("appareil-{issue}-phrase"))],
            actions: Vec::new(),
            cadre,
        }
    }
}
