use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

use ambient::ExposeSecret;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use http::request::Parts;
use idp_core::interaction::Browser;
use idp_core::trace::Fault;
use oidc::Parameters;
use pages::{Cadre, Csrf, JetonRefuse, Langue};
use service::{Peer, RequestId};

use crate::State;
use crate::carnet::Carnet;
use crate::temoins::{Temoin, Temoins};
use crate::textes::TEXTES;

/// One request of one browser: its cookies, its language, its reference.
pub struct Visite {
    pub state: State,
    pub jar: CookieJar,
    pub browser: Browser,
    /// What the help desk finds in the logs.
    pub reference: String,
    pub path_and_query: String,
    /// `ui_locales` of this very address: goes on with the forms of the page.
    asked: Option<Langue>,
    accept: Option<String>,
    /// Where requests of clients are noted; absent: nobody does.
    carnet: Option<Carnet>,
}

impl FromRequestParts<State> for Visite {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let temoins = Temoins { realm: &state.0.settings.realm };
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let query = parts.uri.query().unwrap_or_default();
        let named = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "ui_locales");
        let browser = Browser {
            interaction: temoins.read(&jar, Temoin::Interaction),
            session: temoins.read(&jar, Temoin::Session),
            navigateur: temoins.read(&jar, Temoin::Navigateur),
            source: parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.addr.ip()),
            agent: agent::words(&header(USER_AGENT).unwrap_or_default()),
        };
        Ok(Self {
            state: state.clone(),
            browser,
            jar,
            reference: parts.extensions.get::<RequestId>().map_or_else(|| "—".to_owned(), RequestId::to_string),
            path_and_query: parts.uri.path_and_query().map_or_else(String::new, |whole| whole.as_str().to_owned()),
            asked: named.map(|(_, tags)| Langue::choisir(Some(&tags), None)),
            accept: header(ACCEPT_LANGUAGE),
            carnet: parts.extensions.get::<Carnet>().cloned(),
        })
    }
}

impl Visite {
    /// For the team of the client that sent the browser here.
    pub fn note(&self, sent: &Parameters, fault: Option<Fault>) {
        if let (Some(carnet), Some(client)) = (&self.carnet, sent.only("client_id")) {
            carnet.note(client, sent, fault);
        }
    }

    pub fn temoins(&self) -> Temoins<'_> {
        Temoins { realm: &self.state.0.settings.realm }
    }

    /// The language of the address, else of the client's request, else of the browser.
    pub fn langue(&self, ui_locales: &[String]) -> Langue {
        let wished = ui_locales.join(" ");
        self.asked.unwrap_or_else(|| Langue::choisir(Some(&wished), self.accept.as_deref()))
    }

    pub fn cadre(&self, langue: Langue) -> Cadre {
        let cadre = Cadre::new(langue, &TEXTES, "");
        let espace = cadre.t("espace");
        Cadre::new(langue, &TEXTES, espace).avec_ruban(self.state.0.settings.ruban)
    }

    /// An address of ours in the language that this one asked for.
    pub fn adresse(&self, path: &str) -> String {
        self.asked.map_or_else(|| path.to_owned(), |langue| langue.adresse(path))
    }

    /// 303, never 307: what was posted stays here (checklist A15).
    pub fn vers(&self, path: &str) -> Response {
        Redirect::to(&self.adresse(path)).into_response()
    }

    /// The token of the forms of one cookie; worth nothing where the cookie is absent.
    pub fn csrf(&self, temoin: Temoin) -> Csrf {
        let cookie = self.temoins().read(&self.jar, temoin);
        Csrf::for_cookie(&self.state.0.rest, cookie.as_ref().map(|secret| secret.expose_secret()).unwrap_or_default())
    }

    /// Whether a form came from a page that this browser was shown.
    pub fn check(&self, temoin: Temoin, token: Option<&str>) -> Result<(), JetonRefuse> {
        if self.temoins().read(&self.jar, temoin).is_none() {
            return Err(JetonRefuse);
        }
        self.csrf(temoin).verify(token.unwrap_or_default())
    }
}

mod agent {
    /// « Firefox sur Windows », for the phone: what a person recognises, nothing that identifies more.
    pub fn words(agent: &str) -> String {
        let found =
            |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, word)| *word);
        let browser = found(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
        let system = found(&[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ]);
        match (browser, system) {
            (Some(browser), Some(system)) => format!("{browser} sur {system}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => "Navigateur inconnu".to_owned(),
        }
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn a_browser_is_told_in_words_that_a_person_knows() {
            let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
            assert_eq!(super::words(firefox), "Firefox sur Windows");
            assert_eq!(super::words("curl/8.0 <script>"), "Navigateur inconnu");
        }
    }
}
