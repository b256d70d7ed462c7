//! Access tokens of our own provider (RFC 9068), verified here with its published keys: a token lives two minutes, and
//! what its person may do is asked of the registry at each act.

mod cles;
mod refus;
mod verification;

use ambient::{Ambient, Seconds};
use registry_core::contact::PreuveForte;

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

/// A token that was verified.
#[derive(Debug)]
pub struct Ouvert {
    /// The person whom it names, and how and when they showed who they are.
    pub preuve: PreuveForte,
    coordonnees: bool,
}

impl Ouvert {
    /// For an act that changes contact data.
    pub fn aux_coordonnees(self) -> Result<PreuveForte, RefusJeton> {
        if self.coordonnees { Ok(self.preuve) } else { Err(RefusJeton::SansCoordonnees) }
    }
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
    /// Beside it: changes contact data. What somebody lets a program do otherwise does not reach where codes go (R04).
    pub const PORTEE_COORDONNEES: &str = "registre.coordonnees";

    /// The lowest level of two factors, and those above (RFC 9470 §3: one of them is required). The portal, a client of another
    /// profile, is told `eidas1` for all means and looks at the means itself (docs/decisions/0015).
    pub const NIVEAUX: [&str; 2] = ["eidas2", "eidas3"];
    /// For how long after somebody showed their factors.
    pub const DUREE: Seconds = Seconds::hours(4);

    /// Asks the provider nothing yet: it may start later.
    pub fn new(config: &ConfigJetons, ambient: &Ambient) -> Result<Self, reqwest::Error> {
        let attendu = Attendu { emetteur: config.emetteur.clone(), ressource: config.ressource.clone() };
        let cles = Cles::new(&config.emetteur, config.ca_pem.as_deref(), ambient.clone())?;
        Ok(Self { ambient: ambient.clone(), attendu, cles })
    }

    /// What the token opens, and for whom.
    pub async fn verifier(&self, jeton: &str) -> Result<Ouvert, RefusAcces> {
        let entete = verification::entete(jeton)?;
        let cles = self.cles.pour(entete.kid.as_deref()).await?;
        let claims = verification::signe(jeton, &cles)?;
        let preuve = self.attendu.preuve(&claims, self.ambient.now())?;
        Ok(Ouvert { preuve, coordonnees: verification::porte(&claims, Self::PORTEE_COORDONNEES) })
    }
}
