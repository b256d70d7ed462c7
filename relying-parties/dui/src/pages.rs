//! The pages. French only: the staff of one establishment reads them.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::Dui;
use crate::droits::{Acces, Ligne, acces};
use crate::entetes;
use crate::refus::Refus;
use crate::residents::{RESIDENTS, Resident};

#[derive(Template)]
#[template(path = "accueil.html")]
struct PageAccueil;

#[derive(Template)]
#[template(path = "refus.html")]
pub struct PageRefus<'a> {
    pub titre: &'a str,
    pub phrase: &'a str,
    pub suite: &'a str,
    pub code: &'a str,
    pub detail: String,
}

/// Whose session it is, on every page of it.
struct Qui {
    nom: String,
    identifiant: String,
    lieu: String,
}

#[derive(Template)]
#[template(path = "residents.html")]
struct PageResidents {
    qui: Qui,
    role: &'static str,
    lignes: &'static [Ligne],
    residents: &'static [Resident],
}

#[derive(Template)]
#[template(path = "ferme.html")]
struct PageFermee {
    qui: Qui,
    autre_lieu: bool,
}

/// A template fails only where a value's own display does: none of ours does.
pub fn html(page: &impl Template) -> Html<String> {
    Html(page.render().unwrap_or_default())
}

/// `GET /`
pub async fn accueil(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Response {
    match dui.visites.session(&jar) {
        Some(_) => Redirect::to("/residents").into_response(),
        None => html(&PageAccueil).into_response(),
    }
}

/// `GET /residents`: the lines that the active role may see.
pub async fn residents(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Result<Response, Refus> {
    let Some(session) = dui.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    let professionnel = session.identite.additional_claims();
    let prenom = session.identite.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
    let famille = session.identite.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
    let nom = [prenom, famille].map(Option::unwrap_or_default).join(" ");
    let identifiant = professionnel.identifiant.clone();
    let qui = Qui { nom, identifiant, lieu: professionnel.lieu().to_owned() };
    let page = match acces(professionnel) {
        Acces::Ouvert { role, lignes } => html(&PageResidents { qui, role, lignes, residents: &RESIDENTS }),
        Acces::AutreLieu => html(&PageFermee { qui, autre_lieu: true }),
        Acces::SansRole => html(&PageFermee { qui, autre_lieu: false }),
    };
    // The form that signs out is answered by a redirection to the provider: the policy must name it.
    let decouvert = dui.fournisseur.decouvert().await?;
    Ok(([(CONTENT_SECURITY_POLICY, entetes::csp(&decouvert.origines))], page).into_response())
}
