//! Logout in the browser (OpenID Connect RP-Initiated Logout 1.0; checklist S05): a valid hint is enough, without one the
//! person confirms; the way back is taken only where it is registered.

mod depart;

#[cfg(test)]
pub use depart::PageDepart;
pub use depart::{etat as depart_etat, get as depart};

use ambient::ExposeSecret;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Redirect, Response};
use idp_core::client::Client;
use idp_core::espace::Fermeture;
use idp_core::logout::{Closing, Departure, ProvenLogout, Why};
use idp_core::port::PortError;
use idp_core::session::{Session, SessionId};
use oidc::Parameters;
use pages::{Cadre, Csrf, Icone, Langue, Page, Samples};
use url::Url;

use crate::accueil::PageSimple;
use crate::autorisation::PagePause;
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
    let closing = visite.state.0.logout.closing(&asked.proven, asked.session.as_ref()).await;
    let answered = match closing {
        Ok(Closing::AtOnce(sessions)) => asked.close(&visite, &sessions).await,
        Ok(Closing::Elsewhere(session)) => asked.close_elsewhere(&visite, &session).await,
        Ok(Closing::Nothing) => Ok(asked.nobody(&visite)),
        Ok(Closing::Ask) => Ok(asked.confirm(&visite)),
        Err(error) => Err(error),
    };
    answered.unwrap_or_else(|error| unavailable(&visite, asked.langue, error))
}

/// The person confirmed: their own session closes, whatever the address says.
pub async fn post(visite: Visite, RawQuery(query): RawQuery, formulaire: Formulaire) -> Response {
    let asked = match Asked::new(&visite, query).await {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let Some(session) = asked.session.clone() else { return asked.nobody(&visite) };
    if visite.check(Temoin::Session, formulaire.csrf()).is_err() {
        return refus::jeton(&visite, asked.langue);
    }
    let closed = asked.close(&visite, &[session.id]).await;
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

    /// `sessions` holds the browser's own one.
    async fn close(&self, visite: &Visite, sessions: &[SessionId]) -> Result<Response, PortError> {
        for session in sessions {
            self.end(visite, session).await?;
        }
        let left = self.left(visite, sessions).await?;
        Ok((visite.temoins().leave(visite.jar.clone()), left).into_response())
    }

    async fn close_elsewhere(&self, visite: &Visite, session: &SessionId) -> Result<Response, PortError> {
        self.end(visite, session).await?;
        Ok((visite.temoins().leave(visite.jar.clone()), self.nothing(visite)).into_response())
    }

    async fn end(&self, visite: &Visite, session: &SessionId) -> Result<(), PortError> {
        let asked = self.proven.client.as_ref().map(|client| &client.id);
        visite.state.0.ends.end(session, Why::Person { asked }).await
    }

    /// Straight back to the client that asked, unless the browser has services to tell: a page does that, and says who
    /// was told.
    async fn left(&self, visite: &Visite, sessions: &[SessionId]) -> Result<Response, PortError> {
        let told = visite.state.0.ends.told(sessions).await?;
        if told.is_empty() || (self.proven.return_to.is_some() && told.iter().all(|one| one.frame.is_none())) {
            return Ok(self.nothing(visite));
        }
        let departure = Departure {
            sessions: sessions.to_vec(),
            return_to: self.proven.return_to.clone(),
            service: self.proven.client.as_ref().map(|client| client.name.clone()),
            framed: false,
        };
        let id = visite.state.0.departures.begin(&departure).await?;
        let langue = self.langue.adresse(&routes::DEPART.replace("{depart}", id.as_str()));
        Ok(Redirect::to(&langue).into_response())
    }

    /// Nobody is signed in, and no hint proves that somebody was. The address of a little-known service is not opened by a
    /// link to this host alone: the person sees it first (RFC 9700 §4.11.2).
    fn nobody(&self, visite: &Visite) -> Response {
        match (&self.proven.client, &self.proven.return_to) {
            (Some(client), Some(back)) if !client.is_vouched_for() => {
                Page::ok(PagePause::depart(visite.cadre(self.langue), client.name.clone(), back)).into_response()
            }
            _ => self.nothing(visite),
        }
    }

    /// Nobody is left to tell: back to the client where it registered a way back, else a page that says that the session is
    /// closed.
    fn nothing(&self, visite: &Visite) -> Response {
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
            actions: Vec::new(),
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
            ("tout fermé", Self::tout_ferme(cadre(), Fermeture::AvecMoyens)),
            ("e-CPS arrêtée d’ici", Self::parti(cadre(), "ecps")),
            ("poste connecté", Self::appareil(cadre(), Icone::Check, "validee")),
            ("poste refusé", Self::appareil(cadre(), Icone::Cross, "refusee")),
            ("poste en retard", Self::appareil(cadre(), Icone::Clock, "expiree")),
        ]
    }
}
