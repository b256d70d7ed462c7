use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, RestKey};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use pages::{Cadre, Csrf, Langue, Onglet, Ruban, Textes};
use serde_json::{Map, Value, json};

use crate::cle::{CleError, Cles, empreinte};
use crate::client::{Client, Signature};
use crate::registre::{Accord, Registre, VIE_JETON};
use crate::{portee, web};

pub static TEXTES: Textes = pages::textes!("franceconnect");

const COOKIE: &str = "__Host-franceconnect";

/// What the handlers stand on.
#[derive(Clone)]
pub struct FranceConnect {
    pub(crate) ambient: Ambient,
    /// `https://HOST/api/v2`.
    pub(crate) issuer: Arc<str>,
    pub(crate) clients: Arc<[Client]>,
    pub(crate) cles: Arc<Cles>,
    pub(crate) registre: Arc<Registre>,
    jeton: RestKey,
    onglets: Arc<dyn Fn(Langue) -> Vec<Onglet> + Send + Sync>,
}

impl FranceConnect {
    /// `origine`: where the simulator is served, without a final `/`. Fails when no key can be made.
    pub fn new(origine: &str, clients: Vec<Client>, ambient: Ambient) -> Result<Self, CleError> {
        let mut octets = [0; 32];
        ambient.chance.fill(&mut octets);
        Ok(Self {
            ambient,
            issuer: format!("{origine}{}", web::RACINE).into(),
            clients: clients.into(),
            cles: Arc::new(Cles::nouvelles()?),
            registre: Arc::default(),
            jeton: RestKey::from_bytes(&octets),
            onglets: Arc::new(|_| Vec::new()),
        })
    }

    /// The tabs of the sandbox, which knows its other pages.
    #[must_use]
    pub fn avec_onglets(mut self, onglets: impl Fn(Langue) -> Vec<Onglet> + Send + Sync + 'static) -> Self {
        self.onglets = Arc::new(onglets);
        self
    }

    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// OpenID Connect Core 2 and 3.1.3.6.
    pub(crate) fn id_token(&self, accord: &Accord, jeton: &str) -> Result<String, CleError> {
        let mut claims = self.claims_communs(accord);
        claims.extend([
            ("auth_time".to_owned(), json!(accord.le.seconds())),
            ("acr".to_owned(), json!(accord.demande.acr)),
            ("nonce".to_owned(), json!(accord.demande.nonce)),
            ("at_hash".to_owned(), json!(empreinte(jeton, 16))),
        ]);
        self.signer(accord, &claims)
    }

    /// OpenID Connect Core 5.3.2, always signed.
    pub(crate) fn identite(&self, accord: &Accord) -> Result<String, CleError> {
        let mut claims = self.claims_communs(accord);
        claims.extend(portee::claims(&accord.demande.portee, accord.personne));
        self.signer(accord, &claims)
    }

    fn signer(&self, accord: &Accord, claims: &Map<String, Value>) -> Result<String, CleError> {
        let signature = self.client(accord).map_or(Signature::Es256, |client| client.signature);
        self.cles.signer(signature, claims)
    }

    fn client(&self, accord: &Accord) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == accord.demande.client)
    }

    fn claims_communs(&self, accord: &Accord) -> Map<String, Value> {
        let now = self.ambient.now();
        let sujet = self.client(accord).map(|client| client.sujet(accord.personne.cle)).unwrap_or_default();
        let claims = [
            ("iss", json!(*self.issuer)),
            ("aud", json!(accord.demande.client)),
            ("sub", json!(sujet)),
            ("iat", json!(now.seconds())),
            ("exp", json!(now.plus(VIE_JETON).seconds())),
        ];
        claims.into_iter().map(|(nom, valeur)| (nom.to_owned(), valeur)).collect()
    }

    pub(crate) fn cadre(&self, langue: Langue, adresse: &str) -> Cadre {
        let mut cadre = Cadre::new(langue, &TEXTES, "").avec_ruban(Some(Ruban::BacASable)).a_l_adresse(adresse);
        cadre.espace = cadre.t("espace");
        cadre.onglets = (self.onglets)(langue);
        cadre
    }

    /// The token of this browser's forms; a browser without cookie is given one.
    pub(crate) fn csrf(&self, cookies: CookieJar) -> (CookieJar, Csrf) {
        if let Some(cookie) = cookies.get(COOKIE) {
            let csrf = Csrf::for_cookie(&self.jeton, cookie.value());
            return (cookies, csrf);
        }
        let secret = self.ambient.secret();
        let csrf = Csrf::for_cookie(&self.jeton, secret.expose_secret());
        // Lax: the first page of a login is reached from another origin, and must find the cookie of the page before.
        let cookie = Cookie::build((COOKIE, secret.expose_secret().to_owned()))
            .path("/")
            .secure(true)
            .http_only(true)
            .same_site(SameSite::Lax)
            .build();
        (cookies.add(cookie), csrf)
    }

    pub(crate) fn csrf_tient(&self, cookies: &CookieJar, presente: &str) -> bool {
        let csrf = cookies.get(COOKIE).map(|cookie| Csrf::for_cookie(&self.jeton, cookie.value()));
        csrf.is_some_and(|csrf| csrf.verify(presente).is_ok())
    }
}
