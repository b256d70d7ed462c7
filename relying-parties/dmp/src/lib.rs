//! « Documents partagés »: the demonstration DMP, a second service behind the same provider, and the code that an integrator copies
//! from.
//!
//! People read here by their role, document type by document type, once the patient's consent is recorded; each access is told to
//! the patient. Programs have a door of their own ([`Services::machines`]), behind TLS that asks for a certificate: it takes tokens
//! that the provider vouches for (introspection) and that are bound to the certificate of the connection. A legal person feeds the
//! record there and reads nothing.

mod acces;
mod api;
mod avis;
mod connexion;
mod dates;
mod dossiers;
mod entetes;
mod essai;
mod fin;
mod fournisseur;
mod http;
mod lecture;
mod matrice;
mod messages;
mod pages;
mod patient;
mod patients;
mod professionnel;
mod refus;
mod registre;
mod session;
mod visites;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::middleware::map_response;
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use openidconnect::url::Url;
use tokio::sync::OwnedMutexGuard;

use dossiers::{Dossiers, Fonds};
use fournisseur::Fournisseur;
use matrice::{Matrice, MatriceError};
use refus::Refus;
use session::Session;
use visites::{Sejour, Visites};

pub use api::CertificatPresente;

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
    /// Where the pages live, with the final `/`: where a closed session comes back to. Registered too.
    pub base_url: String,
    /// Where programs are served, with the final `/`: the audience of their tokens, registered among those that we serve.
    pub api_url: String,
    /// Authorities to trust beside the system's: the sandbox's own.
    pub ca_pem: Option<String>,
    /// Beside `openid`: `["scope_all", "situation"]`.
    pub scopes: Vec<String>,
    /// The JSON of another version of the rights matrix.
    pub matrice: Option<String>,
    /// The file that keeps consents, accesses and what was fed; in memory without it.
    pub faits: Option<PathBuf>,
    /// Opens the patient's space to whoever asks: for a demonstration, where patients are invented and have no login.
    pub espace_patient_simule: bool,
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
    #[error(transparent)]
    Matrice(#[from] MatriceError),
    #[error("the file of facts: {0}")]
    Faits(#[from] std::io::Error),
}

pub(crate) struct Dmp {
    fournisseur: Fournisseur,
    visites: Visites,
    dossiers: Dossiers,
}

/// The two doors, over the same records.
pub struct Services {
    /// To be served over TLS at `base_url`.
    pub web: Router,
    /// To be served over TLS that asks for a certificate, at `api_url`; whoever ends TLS puts [`CertificatPresente`] into the
    /// extensions of a request.
    pub machines: Router,
}

impl Dmp {
    /// The session of this browser, fresh; `None` when it has none. One that is over at the provider is closed here too, and
    /// said to be.
    async fn session(&self, jar: &CookieJar) -> Result<Option<OwnedMutexGuard<Session>>, Refus> {
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
        fraiche.map(|()| Some(session))
    }
}

pub fn services(config: Config) -> Result<Services, ConfigError> {
    let retour = Url::parse(&config.redirect_uri)?.path().to_owned();
    let matrice = Matrice::lire(config.matrice.as_deref())?;
    let fonds = Fonds { matrice, patients: patients::inventes(), horloge: config.horloge.clone() };
    let dossiers = Dossiers::ouvrir(fonds, config.faits.as_deref())?;
    let (simule, essai) = (config.espace_patient_simule, config.essai);
    let dmp = Dmp { fournisseur: Fournisseur::new(config)?, visites: Visites::default(), dossiers };
    let dmp = Arc::new(dmp);
    let web = Router::new()
        .route("/", get(pages::accueil))
        .route("/matrice", get(pages::matrice))
        .route("/patients", get(lecture::patients))
        .route("/patients/{id}", get(lecture::dossier))
        .route("/patients/{id}/accord", post(lecture::recueillir))
        .route("/patients/{id}/documents/{document}", get(lecture::document))
        .route("/connexion", get(connexion::commencer))
        .route(&retour, get(connexion::retour))
        .route("/deconnexion", post(connexion::deconnexion))
        .route(AVIS, post(avis::recevoir))
        .route("/assets/caducee.css", get(entetes::feuille));
    let web = if simule { web.merge(espace_patient()) } else { web };
    let web = if essai { web.merge(essai::router()) } else { web };
    Ok(Services {
        web: web.layer(map_response(entetes::completer)).with_state(dmp.clone()),
        machines: api::router(dmp).layer(map_response(entetes::completer)),
    })
}

fn espace_patient() -> Router<Arc<Dmp>> {
    Router::new()
        .route("/patient", get(patient::tous))
        .route("/patient/{id}", get(patient::espace))
        .route("/patient/{id}/accord", post(patient::decider))
}
