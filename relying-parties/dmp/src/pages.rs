//! What every page has, and the pages that speak of no patient.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::Dmp;
use crate::acces::Demandeur;
use crate::entetes;
use crate::matrice::Matrice;
use crate::refus::Refus;
use crate::session::Session;
use crate::visites::Sejour;

#[derive(Template)]
#[template(path = "accueil.html")]
struct PageAccueil {
    simule: bool,
}

#[derive(Template)]
#[template(path = "refus.html")]
pub struct PageRefus<'a> {
    pub titre: &'a str,
    pub phrase: &'a str,
    pub suite: &'a str,
    /// The session goes on: back to the list rather than to a login.
    pub dedans: bool,
    pub code: &'a str,
    pub detail: String,
}

#[derive(Template)]
#[template(path = "matrice.html")]
struct PageMatrice<'a> {
    matrice: &'a Matrice,
    depuis: String,
}

/// Whose session it is, on every page of it.
pub struct Qui {
    pub demandeur: Demandeur,
    /// The name of the active role.
    pub role: String,
    pub csrf: String,
    /// The patient's space can be opened from here.
    pub simule: bool,
}

/// A template fails only where a value's own display does: none of ours does.
pub fn html(page: &impl Template) -> Html<String> {
    Html(page.render().unwrap_or_default())
}

impl Dmp {
    pub fn qui(&self, session: &Session, jar: &CookieJar) -> Qui {
        let identite = &session.identite;
        let prenom = identite.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        let famille = identite.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        let nom = [prenom, famille].map(Option::unwrap_or_default).join(" ");
        let demandeur = identite.additional_claims().demandeur(nom);
        let role = self.dossiers.matrice.role(&demandeur.role).map(|role| role.nom.clone()).unwrap_or_default();
        let csrf = self.visites.csrf(jar).unwrap_or_default();
        Qui { demandeur, role, csrf, simule: self.fournisseur.config.espace_patient_simule }
    }

    /// A page of a session. The form that signs out is answered by a redirection to the provider: the policy must name it.
    pub async fn page(&self, status: StatusCode, page: &impl Template) -> Result<Response, Refus> {
        let decouvert = self.fournisseur.decouvert().await?;
        let entetes = [(CONTENT_SECURITY_POLICY, entetes::csp(&decouvert.origines))];
        Ok((status, entetes, html(page)).into_response())
    }
}

/// `GET /`
pub async fn accueil(State(dmp): State<Arc<Dmp>>, jar: CookieJar) -> Response {
    match dmp.visites.sejour(&jar) {
        Sejour::Ouvert(_) => Redirect::to("/patients").into_response(),
        Sejour::Personne | Sejour::FermeAilleurs(_) => {
            html(&PageAccueil { simule: dmp.fournisseur.config.espace_patient_simule }).into_response()
        }
    }
}

/// `GET /matrice`: the data by which this service opens a document, for whoever asks.
pub async fn matrice(State(dmp): State<Arc<Dmp>>) -> Response {
    let matrice = &dmp.dossiers.matrice;
    html(&PageMatrice { matrice, depuis: crate::dates::jour(&matrice.depuis) }).into_response()
}
