use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, RestKey, Resting, SecretString};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use pages::{Cadre, Csrf, Langue, Onglet, Ruban, Textes};

use crate::boite::Boite;

pub static TEXTES: Textes = pages::textes!("messagerie");

const COOKIE: &str = "__Host-messagerie";

/// What the handlers stand on.
#[derive(Clone)]
pub struct Messagerie {
    pub(super) boite: Arc<Boite>,
    ambient: Ambient,
    cle: RestKey,
    cle_sms: Resting,
    onglets: Arc<dyn Fn(Langue) -> Vec<Onglet> + Send + Sync>,
}

impl Messagerie {
    /// `cle_sms`: what `POST /sms` wants in `Authorization: Bearer`.
    pub fn new(boite: Arc<Boite>, cle_sms: &SecretString, ambient: Ambient) -> Self {
        let mut octets = [0; 32];
        ambient.chance.fill(&mut octets);
        let cle = RestKey::from_bytes(&octets);
        let cle_sms = cle.rest("sms", cle_sms.expose_secret());
        Self { boite, ambient, cle, cle_sms, onglets: Arc::new(|_| Vec::new()) }
    }

    /// The tabs of the sandbox, which knows its other pages.
    #[must_use]
    pub fn avec_onglets(mut self, onglets: impl Fn(Langue) -> Vec<Onglet> + Send + Sync + 'static) -> Self {
        self.onglets = Arc::new(onglets);
        self
    }

    pub(super) fn cle_admise(&self, presentee: &str) -> bool {
        self.cle.rest("sms", presentee) == self.cle_sms
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
        let secret = self.ambient.secret();
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
