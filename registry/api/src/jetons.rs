//! Access tokens of our own provider (RFC 9068), verified here with its published keys: a token lives two minutes, and
//! what its person may do is asked of the registry at each act.

mod cles;
mod refus;
mod verification;

use ambient::Ambient;
use sante::IdentifiantNational;

pub use cles::ClesError;
pub use refus::RefusJeton;

use crate::refus::RefusAcces;
use cles::Cles;
use verification::Attendu;

/// Whose tokens are taken, and for what they must have been asked.
#[derive(Clone, Debug)]
pub struct ConfigJetons {
    /// Discovery adds `/.well-known/openid-configuration`.
    pub emetteur: String,
    /// RFC 8707: the name under which tokens for this registry are asked for.
    pub ressource: String,
    /// Authorities to trust beside the system's: the sandbox's own.
    pub ca_pem: Option<String>,
}

/// Tells in whose name a token speaks.
pub struct Jetons {
    ambient: Ambient,
    attendu: Attendu,
    cles: Cles,
}

impl Jetons {
    /// The scope that opens the registry.
    pub const PORTEE: &str = "registre";

    /// Asks the provider nothing yet: it may start later.
    pub fn new(config: &ConfigJetons, ambient: &Ambient) -> Result<Self, reqwest::Error> {
        let attendu = Attendu { emetteur: config.emetteur.clone(), ressource: config.ressource.clone() };
        let cles = Cles::new(&config.emetteur, config.ca_pem.as_deref(), ambient.clone())?;
        Ok(Self { ambient: ambient.clone(), attendu, cles })
    }

    /// The person whom the token names.
    pub async fn verifier(&self, jeton: &str) -> Result<IdentifiantNational, RefusAcces> {
        let entete = verification::entete(jeton)?;
        let cles = self.cles.pour(entete.kid.as_deref()).await?;
        let claims = verification::signe(jeton, &cles)?;
        Ok(self.attendu.personne(&claims, self.ambient.now())?)
    }
}
