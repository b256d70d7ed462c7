use std::sync::Arc;

use ambient::{ExposeSecret as _, RestKey};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use pages::{Cadre, Csrf, Langue, Onglet, Ruban, Textes};

use crate::telephones::Telephones;

pub static TEXTES: Textes = pages::textes!("telephone");

/// Names its service: the ports of one host share their cookies.
const COOKIE: &str = "__Host-telephones";

/// What the handlers stand on.
#[derive(Clone)]
pub struct EtatTelephones {
    pub(super) telephones: Arc<Telephones>,
    cle: RestKey,
    onglets: Arc<dyn Fn(Langue) -> Vec<Onglet> + Send + Sync>,
}

impl EtatTelephones {
    pub fn new(telephones: Arc<Telephones>) -> Self {
        let mut octets = [0; 32];
        telephones.ambient().chance.fill(&mut octets);
        Self { telephones, cle: RestKey::from_bytes(&octets), onglets: Arc::new(|_| Vec::new()) }
    }

    /// The tabs of the sandbox, which knows its other pages.
    #[must_use]
    pub fn avec_onglets(mut self, onglets: impl Fn(Langue) -> Vec<Onglet> + Send + Sync + 'static) -> Self {
        self.onglets = Arc::new(onglets);
        self
    }

    pub(super) fn cadre(&self, langue: Langue, adresse: &str) -> Cadre {
        let mut cadre = Cadre::new(langue, &TEXTES, "").avec_ruban(Some(Ruban::BacASable)).a_l_adresse(adresse);
        cadre.espace = cadre.t("espace");
        cadre.onglets = (self.onglets)(langue);
        cadre
    }

    /// The token of this browser's forms; a browser without cookie is given one.
    pub(super) fn csrf(&self, cookies: CookieJar) -> (CookieJar, Csrf) {
        if let Some(cookie) = cookies.get(COOKIE) {
            let csrf = Csrf::for_cookie(&self.cle, cookie.value());
            return (cookies, csrf);
        }
        let secret = self.telephones.ambient().secret();
        let csrf = Csrf::for_cookie(&self.cle, secret.expose_secret());
        let cookie = Cookie::build((COOKIE, secret.expose_secret().to_owned()))
            .path("/")
            .secure(true)
            .http_only(true)
            .same_site(SameSite::Strict)
            .build();
        (cookies.add(cookie), csrf)
    }

    pub(super) fn csrf_tient(&self, cookies: &CookieJar, presente: &str) -> bool {
        let csrf = cookies.get(COOKIE).map(|cookie| Csrf::for_cookie(&self.cle, cookie.value()));
        csrf.is_some_and(|csrf| csrf.verify(presente).is_ok())
    }
}
