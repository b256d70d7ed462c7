//! The pages. French only: the staff of one establishment reads them.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::droits::{Acces, Description, Droits, Role, acces, droits};
use crate::entetes;
use crate::refus::Refus;
use crate::residents::{Resident, residents as tous};
use crate::visites::Sejour;
use crate::{Dui, EnSession};

#[derive(Template)]
#[template(path = "accueil.html")]
struct PageAccueil;

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

/// Whose session it is, on every page of it.
pub struct Qui {
    pub nom: String,
    pub identifiant: String,
    pub lieu: String,
    /// FINESS of the place, empty where it has none.
    pub finess: String,
    pub csrf: String,
    pub dmp: Option<String>,
}

#[derive(Template)]
#[template(path = "residents.html")]
struct PageResidents {
    qui: Qui,
    onglet: &'static str,
    role: &'static Role,
    /// The parts that the list tells in a few words.
    colonnes: Vec<&'static Description>,
    residents: &'static [Resident],
}

#[derive(Template)]
#[template(path = "droits.html")]
struct PageDroits {
    qui: Qui,
    onglet: &'static str,
    table: &'static Droits,
}

#[derive(Template)]
#[template(path = "ferme.html")]
struct PageFermee {
    qui: Qui,
    onglet: &'static str,
    autre_lieu: bool,
}

/// A template fails only where a value's own display does: none of ours does.
pub fn html(page: &impl Template) -> Html<String> {
    Html(page.render().unwrap_or_default())
}

impl Dui {
    /// Whose session it is.
    pub fn qui(&self, en_session: &EnSession) -> Qui {
        let identite = &en_session.session.identite;
        let professionnel = identite.additional_claims();
        let prenom = identite.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        let famille = identite.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        Qui {
            nom: [prenom, famille].map(Option::unwrap_or_default).join(" "),
            identifiant: professionnel.identifiant.clone(),
            lieu: professionnel.lieu().to_owned(),
            finess: professionnel.finess().unwrap_or_default().to_owned(),
            csrf: en_session.csrf.clone(),
            dmp: self.fournisseur.config.dmp_url.clone(),
        }
    }

    /// A page of a session. The form that signs out is answered by a redirection to the provider: the policy must name it.
    pub async fn page(&self, status: StatusCode, page: &impl Template) -> Result<Response, Refus> {
        let decouvert = self.fournisseur.decouvert().await?;
        let entetes = [(CONTENT_SECURITY_POLICY, entetes::csp(&decouvert.origines))];
        Ok((status, entetes, html(page)).into_response())
    }

    /// What the active role opens, or the page that says why nothing does.
    pub async fn role(&self, en_session: &EnSession) -> Result<Result<&'static Role, Response>, Refus> {
        let autre_lieu = match acces(en_session.session.identite.additional_claims()) {
            Acces::Ouvert(role) => return Ok(Ok(role)),
            ferme => ferme == Acces::AutreLieu,
        };
        let page = PageFermee { qui: self.qui(en_session), onglet: "", autre_lieu };
        Ok(Err(self.page(StatusCode::OK, &page).await?))
    }
}

/// `GET /`
pub async fn accueil(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Response {
    match dui.visites.sejour(&jar) {
        Sejour::Ouvert(_) => Redirect::to("/residents").into_response(),
        Sejour::Personne | Sejour::FermeAilleurs(_) => html(&PageAccueil).into_response(),
    }
}

/// `GET /residents`: the list, with the words that the active role may read.
pub async fn residents(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Result<Response, Refus> {
    let Some(en_session) = dui.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    let role = match dui.role(&en_session).await? {
        Ok(role) => role,
        Err(ferme) => return Ok(ferme),
    };
    let dite = |rubrique: &&Description| tous().iter().any(|resident| resident.bref(&rubrique.id).is_some());
    let colonnes = role.ouvertes().into_iter().filter(dite).collect();
    let page = PageResidents { qui: dui.qui(&en_session), onglet: "residents", role, colonnes, residents: tous() };
    dui.page(StatusCode::OK, &page).await
}

/// `GET /droits`: the table by which this service opens a file, for whoever is signed in.
pub async fn table(State(dui): State<Arc<Dui>>, jar: CookieJar) -> Result<Response, Refus> {
    let Some(en_session) = dui.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    dui.page(StatusCode::OK, &PageDroits { qui: dui.qui(&en_session), onglet: "droits", table: droits() }).await
}
