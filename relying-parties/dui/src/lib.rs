//! « Dossier résident »: the demonstration service of an invented EHPAD, and the code that an integrator copies from.
//!
//! It signs people in by authorization code with PKCE, state and nonce, reads who they are and in which role they act, and
//! opens of each resident the parts of the file that this role may read or add to. Its session is the provider's: it ends
//! with it, within the second where a notice comes, and the role is read again at each refresh. The one door that a real service would not have is
//! `GET /api/moi`, the demonstration's window: what the holder of the session cookie was told about by the provider.

mod avis;
mod carnet;
mod connexion;
mod dossier;
mod droits;
mod entetes;
mod essai;
mod fin;
mod fournisseur;
mod http;
mod moi;
mod pages;
mod professionnel;
mod refus;
mod residents;
mod session;
mod visites;

use std::sync::Arc;

use axum::Router;
use axum::middleware::map_response;
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use openidconnect::url::Url;
use tokio::sync::OwnedMutexGuard;

use carnet::Carnet;
use fournisseur::Fournisseur;
use refus::Refus;
use session::Session;
use visites::{Sejour, Visites};

/// Where the provider's notice of a logout is taken: to be registered as `backchannel_logout_uri`.
pub const AVIS: &str = "/deconnexion/caducee";

/// Seconds since 1970. The system's in a real service; the sandbox has a clock that can be moved.
pub type Horloge = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What the provider's operator and ours agreed on.
#[derive(Clone)]
pub struct Config {
    /// `https://HOST/auth/realms/esante-wallet`; discovery adds `/.well-known/openid-configuration`.
    pub issuer: String,
    pub client_id: String,
    /// Sent as HTTP Basic (RFC 6749, 2.3.1).
    pub client_secret: String,
    /// An address of this service, registered letter by letter; its path is served here.
    pub redirect_uri: String,
    /// Where this service lives, with the final `/`: where a closed session comes back to. Registered too.
    pub base_url: String,
    /// Authorities to trust beside the system's: the sandbox's own.
    pub ca_pem: Option<String>,
    /// Beside `openid`: `["scope_all", "situation"]`.
    pub scopes: Vec<String>,
    /// Where the residents' shared documents are, with the final `/`; no link without it.
    pub dmp_url: Option<String>,
    /// Opens the hook of the bench: for tests alone.
    pub essai: bool,
    pub horloge: Horloge,
}

/// Why the service cannot be built. The provider is not asked yet: it may start later.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("not an address: {0}")]
    Url(#[from] openidconnect::url::ParseError),
    #[error("the HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

pub(crate) struct Dui {
    fournisseur: Fournisseur,
    visites: Visites,
    carnet: Carnet,
}

/// A session in use, and what its forms must carry.
pub(crate) struct EnSession {
    pub session: OwnedMutexGuard<Session>,
    pub csrf: String,
}

impl Dui {
    /// The session of this browser, fresh; `None` when it has none. One that is over at the provider is closed here too, and
    /// said to be.
    async fn session(&self, jar: &CookieJar) -> Result<Option<EnSession>, Refus> {
        let ouverte = match self.visites.sejour(jar) {
            Sejour::Personne => return Ok(None),
            Sejour::FermeAilleurs(_) => {
                self.visites.fermer(jar);
                return Err(Refus::Fin);
            }
            Sejour::Ouvert(ouverte) => ouverte,
        };
        let mut session = ouverte.session.lock_owned().await;
        let fraiche = session.rafraichir(&self.fournisseur).await;
        if matches!(fraiche, Err(Refus::Fin)) {
            self.visites.fermer(jar);
        }
        fraiche.map(|()| Some(EnSession { session, csrf: ouverte.csrf }))
    }
}

/// The whole service, to be served over TLS at `base_url`.
pub async fn router(config: Config) -> Result<Router, ConfigError> {
    let retour = Url::parse(&config.redirect_uri)?.path().to_owned();
    let essai = if config.essai { essai::router() } else { Router::new() };
    let dui = Dui { fournisseur: Fournisseur::new(config)?, visites: Visites::default(), carnet: Carnet::default() };
    Ok(Router::new()
        .route("/", get(pages::accueil))
        .route("/residents", get(pages::residents))
        .route("/residents/{chambre}", get(dossier::dossier))
        .route("/residents/{chambre}/notes", post(dossier::noter))
        .route("/droits", get(pages::table))
        .route("/connexion", get(connexion::commencer))
        .route(&retour, get(connexion::retour))
        .route("/deconnexion", post(connexion::deconnexion))
        .route(AVIS, post(avis::recevoir))
        .route("/api/moi", get(moi::moi))
        .route("/assets/caducee.css", get(entetes::feuille))
        .merge(essai)
        .layer(map_response(entetes::completer))
        .with_state(Arc::new(dui)))
}
