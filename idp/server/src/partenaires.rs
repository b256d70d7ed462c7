//! The partner space over the stores of the provider: its site, the operator's pages, and what its command line stands on.

pub mod commande;

use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, RestKey};
use axum::Router;
use idp_core::claims::Claims;
use idp_core::claims::subject::Subjects;
use idp_core::ecps::Messages;
use idp_core::hosts::Hosts;
use idp_core::journal::Journal;
use idp_core::outbound::Documents;
use idp_core::presence::Presence;
use idp_core::trace::{Ring, RingSettings, Traces};
use idp_partenaires::{Bureau, Catalogue, Deps, Entree, Reglages};
use idp_partenaires_web::{Espace, Etat};
use idp_store::Sql;
use idp_web::carnet::Tenue;
use idp_web::ecps::EnsuiteTokio;
use idp_webauthn::{Models, SetupError, Webauthn};

use crate::config::{Config, Mode, Partenaires};
use crate::registrar::registrar;
use crate::sites::ruban;

/// What the chooser of a browser calls the space.
const NAME: &str = "Caducée, espace partenaires";
/// How long an authenticator may take.
const QUESTION: Duration = Duration::from_secs(300);

/// What the space stands on.
pub struct Assise<'a> {
    pub ambient: &'a Ambient,
    pub rest: &'a RestKey,
    pub hosts: &'a Hosts,
    /// Registrations as they are stored: what is rehearsed is not written back.
    pub sql: &'a Arc<Sql>,
    pub presence: &'a Arc<dyn Presence>,
    pub documents: Arc<dyn Documents>,
    pub messages: Arc<dyn Messages>,
    pub journal: &'a Arc<dyn Journal>,
}

impl Assise<'_> {
    pub fn deps(&self, config: &Config, espace: &Partenaires) -> Result<Deps, SetupError> {
        let (sql, sandbox) = (self.sql, config.mode == Mode::Sandbox);
        Ok(Deps {
            ambient: self.ambient.clone(),
            rest: self.rest.clone(),
            reglages: Reglages {
                essai: config.mode != Mode::Production,
                local: sandbox,
                cle_exigee: !sandbox,
                mtls: self.hosts.mtls.is_some(),
                adresse: espace.url.as_str().trim_end_matches('/').to_owned(),
            },
            comptes: sql.clone(),
            liens: sql.clone(),
            cles: sql.clone(),
            organisations: sql.clone(),
            services: sql.clone(),
            demandes: sql.clone(),
            cles_api: sql.clone(),
            clients: sql.clone(),
            registrar: registrar(self.ambient, sql.clone(), sql, self.journal.clone()),
            ceremonies: Arc::new(Webauthn::new(&espace.url, NAME, QUESTION, Models::Any)?),
            presence: self.presence.clone(),
            compteurs: sql.clone(),
            documents: self.documents.clone(),
            messages: self.messages.clone(),
            ensuite: Arc::new(EnsuiteTokio),
            journal: self.journal.clone(),
        })
    }

    /// The notebook of clients' requests, the space, and the operator's pages of it.
    pub fn open(&self, config: &Config) -> Result<Partners, SetupError> {
        let traces: Arc<dyn Traces> =
            Arc::new(Ring::new(self.ambient.clone(), RingSettings::new(config.mode != Mode::Production)));
        let tenue = Tenue { ambient: self.ambient.clone(), hosts: self.hosts.clone(), traces: traces.clone() };
        let Some(espace) = &config.partenaires else { return Ok(Partners::default()) };
        let deps = self.deps(config, espace)?;
        let claims = Claims {
            hosts: self.hosts.clone(),
            subjects: Subjects::new(config.subjects(), self.rest.clone()),
            lifetimes: config.lifetimes,
            assurance: config.assurance,
            settings: config.claims.clone(),
        };
        let bureau = Bureau::new(deps.clone());
        let etat = Etat::new(Espace {
            ambient: self.ambient.clone(),
            rest: self.rest.clone(),
            entree: Entree::new(deps),
            bureau: bureau.clone(),
            catalogue: Catalogue { claims },
            traces,
            issuer: self.hosts.issuer.clone(),
            ruban: ruban(config.mode),
        });
        let (site, review) = (idp_partenaires_web::router(etat.clone()), idp_partenaires_web::exploitant(etat));
        Ok(Partners { tenue: Some(tenue), site: Some(site), review: Some(review), bureau: Some(bureau) })
    }
}

/// The routers of the space; none where it is not served, and then nobody notes anything.
#[derive(Default)]
pub struct Partners {
    tenue: Option<Tenue>,
    pub site: Option<Router>,
    /// For the operator's address.
    pub review: Option<Router>,
    /// For what two operators decide.
    pub bureau: Option<Bureau>,
}

impl Partners {
    /// A router of the issuer or of the authorization host, whose requests are noted.
    pub fn around(&self, router: Router) -> Router {
        match &self.tenue {
            Some(tenue) => tenue.clone().around(router),
            None => router,
        }
    }
}
