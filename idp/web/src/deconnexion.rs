//! Logout in the browser (OpenID Connect RP-Initiated Logout 1.0; checklist S05): a valid hint is enough, without one the
//! person confirms; the way back is taken only where it is registered.

use ambient::ExposeSecret;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Redirect, Response};
use idp_core::client::Client;
use idp_core::journal::{Acte, event};
use idp_core::logout::ProvenLogout;
use idp_core::port::PortError;
use idp_core::session::{Session, SessionId};
use oidc::Parameters;
use pages::{Cadre, Csrf, Icone, Langue, Page, Samples};
use url::Url;

use crate::accueil::PageSimple;
use crate::connexion::Formulaire;
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// Close your session?
#[derive(Template)]
#[template(path = "deconnexion.html")]
pub struct PageDeconnexion {
    pub cadre: Cadre,
    pub csrf: Csrf,
    /// Who asks, when a client did.
    pub service: Option<String>,
    /// This address, so that what was proven is proven again.
    pub action: String,
}

pub async fn get(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let asked = match Asked::new(&visite, query).await {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let answered = match (asked.proven.session.clone(), asked.session.clone()) {
        (Some(hinted), own) => asked.close(&visite, &hinted, own.as_ref()).await,
        (None, None) => Ok(asked.done(&visite)),
        (None, Some(_)) => Ok(asked.confirm(&visite)),
    };
    answered.unwrap_or_else(|error| unavailable(&visite, asked.langue, error))
}

/// The person confirmed: their own session closes, whatever the address says.
pub async fn post(visite: Visite, RawQuery(query): RawQuery, formulaire: Formulaire) -> Response {
    let asked = match Asked::new(&visite, query).await {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let Some(session) = asked.session.clone() else { return asked.done(&visite) };
    if visite.check(Temoin::Session, formulaire.csrf()).is_err() {
        return refus::jeton(&visite, asked.langue);
    }
    let closed = asked.close(&visite, &session.id, Some(&session)).await;
    closed.unwrap_or_else(|error| unavailable(&visite, asked.langue, error))
}

/// A logout request that is proven, and the session of this browser.
struct Asked {
    langue: Langue,
    proven: ProvenLogout,
    session: Option<Session>,
}

impl Asked {
    async fn new(visite: &Visite, query: Option<String>) -> Result<Self, Box<Response>> {
        let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
        let wished: Vec<String> =
            sent.get("ui_locales").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let langue = visite.langue(&wished);
        let proven = visite.state.0.logout.prove(&sent).await;
        let proven = proven.map_err(|refusal| Box::new(refus::deconnexion(visite, langue, &refusal)))?;
        let session = current(visite).await.map_err(|error| Box::new(unavailable(visite, langue, error)))?;
        Ok(Self { langue, proven, session })
    }

    async fn close(&self, visite: &Visite, id: &SessionId, own: Option<&Session>) -> Result<Response, PortError> {
        visite.state.0.sessions.end(id).await?;
        let client = self.proven.client.as_ref().map(|client| client.id.as_str());
        let acte = Acte::new(event::SESSION_CLOSED).with("session.id", id.as_str()).with("client.id", client);
        visite.state.0.journal.record(acte).await?;
        let done = self.done(visite);
        if own.is_some_and(|own| own.id != *id) {
            return Ok(done);
        }
        Ok((visite.temoins().forget(visite.jar.clone(), Temoin::Session), done).into_response())
    }

    /// Back to the client where it registered a way back, else a page that says that the session is closed.
    fn done(&self, visite: &Visite) -> Response {
        match &self.proven.return_to {
            Some(back) => Redirect::to(back).into_response(),
            None => Page::ok(PageSimple::deconnecte(visite.cadre(self.langue))).into_response(),
        }
    }

    fn confirm(&self, visite: &Visite) -> Response {
        let page = Page::ok(PageDeconnexion {
            cadre: visite.cadre(self.langue).a_l_adresse(&visite.path_and_query),
            csrf: visite.csrf(Temoin::Session),
            service: self.proven.client.as_ref().map(|client: &Client| client.name.clone()),
            action: visite.path_and_query.clone(),
        });
        match self.proven.return_to.as_deref().map(Url::parse) {
            Some(Ok(back)) => page.vers(&back).into_response(),
            _ => page.into_response(),
        }
    }
}

/// The living session of this browser.
pub async fn current(visite: &Visite) -> Result<Option<Session>, PortError> {
    match &visite.browser.session {
        Some(cookie) => visite.state.0.sessions.current(cookie.expose_secret()).await,
        None => Ok(None),
    }
}

pub fn unavailable(visite: &Visite, langue: Langue, error: PortError) -> Response {
    refus::connexion(visite, langue, &error.into(), None)
}

impl Samples for PageDeconnexion {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let sample = |service| Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            service,
            action: routes::DECONNEXION.to_owned(),
        };
        vec![("seule", sample(None)), ("demandée", sample(Some("Dossier résident".to_owned())))]
    }
}

impl PageSimple {
    fn deconnecte(cadre: Cadre) -> Self {
        Self {
            icone: Icone::Check,
            titre: cadre.t("deconnexion-faite-titre"),
            phrases: vec![cadre.t("deconnexion-faite-phrase"), cadre.t("deconnexion-faite-suite")],
            action: None,
            cadre,
        }
    }
}

impl Samples for PageSimple {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = || crate::samples::cadre(langue);
        vec![
            ("session fermée", Self::deconnecte(cadre())),
            ("session ouverte", Self::ouverte(cadre(), "10 h 04")),
            ("aucune session", Self::aucune(cadre())),
        ]
    }
}
