//! The portal of this registry: its pages over its use cases.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use pages::Ruban;
use registry_core::grades::{Grades, Groupements};
use registry_core::pilotage::{SuiviNational, SuiviStructure};
use registry_core::recherche::Limites;
use registry_core::support::Equipe;
use registry_portail::{
    Config as ConfigPortail, ConfigError, ConfigFournisseur, GuichetCertificats, Guichets, Portail, Suivis,
};
use service::config::{SecretFileError, SecretGuard};
use service::host;

use crate::config::{self, Mode};
use crate::registre::Registry;

/// Pages that work while their sender waits, longer than a listener allows: a file of thousands of people is judged line by line.
pub const PATIENTES: [&str; 1] = ["/bureau/lots"];

#[derive(Debug, thiserror::Error)]
pub enum PortailError {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("portail.ca_file: {0} cannot be read: {1}. Name a PEM file that this process may read")]
    Autorite(PathBuf, std::io::Error),
    #[error("portail: {0}")]
    Config(#[from] ConfigError),
}

impl Registry {
    /// The pages and the API, answering to their own host alone; `None`: no table `portail`. No provider is asked anything yet.
    pub fn portail(&self) -> Result<Option<Router>, PortailError> {
        let Some(table) = &self.config.portail else { return Ok(None) };
        let config = table.pour(self.config.mode)?;
        let portail = Portail::new(&config, self.guichets(), self.vestiaire.coffre(), &self.ambient)?;
        let tout = self.api(&config)?.merge(registry_portail::router(portail));
        Ok(Some(host::each([(table.origin.authority().to_owned(), tout)], host::nobody())))
    }

    /// What the pages ask.
    fn guichets(&self) -> Guichets {
        let magasin = Arc::new(self.magasin.clone());
        let registre = registry_portail::Registre::new(&self.guichet, magasin, (self.equipe(), self.groupements()));
        let registre = registre.avec_limites(self.limites());
        let guichets = registre.guichets(Arc::clone(&self.guichet.referentiel), Arc::new(self.lots()));
        let certificats = self.certificats.as_ref().map(|certificats| {
            let administration: Arc<dyn GuichetCertificats> = Arc::new(certificats.administration.clone());
            administration
        });
        let magasin = Arc::new(self.magasin.clone());
        let structure = SuiviStructure::new(self.guichet.clone(), magasin.clone(), magasin.clone());
        let national = SuiviNational::new(self.guichet.clone(), magasin);
        let pilotage = Some(Suivis { structure, national });
        Guichets { certificats, cartes: self.cartes(), pilotage, ..guichets }
    }

    /// How much may be looked up, as the configuration says it.
    pub(crate) fn limites(&self) -> Limites {
        self.config.portail.as_ref().map(|portail| portail.recherches.limites()).unwrap_or_default()
    }

    /// Every GRADeS, as the configuration declares it.
    pub(crate) fn groupements(&self) -> Groupements {
        let declares = self.config.grades.iter().cloned();
        declares.map(|config::Grades { nom, regions, agents }| Grades { nom, regions, agents }).collect()
    }

    /// Who is of the support, as the configuration names them.
    fn equipe(&self) -> Equipe {
        let support = self.config.support.iter();
        support.flat_map(|support| support.agents.iter().cloned()).collect()
    }
}

impl config::Portail {
    fn pour(&self, mode: Mode) -> Result<ConfigPortail, PortailError> {
        let lire = |chemin: &PathBuf| {
            std::fs::read_to_string(chemin).map_err(|cause| PortailError::Autorite(chemin.clone(), cause))
        };
        Ok(ConfigPortail {
            origine: self.origin.clone(),
            caducee: self.caducee.pour(mode.guard())?,
            franceconnect: self.franceconnect.qui().pour(mode.guard())?,
            niveau: self.franceconnect.niveau,
            ca_pem: self.ca_file.as_ref().map(lire).transpose()?,
            ruban: match mode {
                Mode::Production => None,
                Mode::Rehearsal => Some(Ruban::Repetition),
                Mode::Sandbox => Some(Ruban::BacASable),
            },
            reseaux: self.reseaux_agents.clone().unwrap_or_default(),
        })
    }
}

impl config::Fournisseur {
    fn pour(&self, garde: SecretGuard) -> Result<ConfigFournisseur, SecretFileError> {
        Ok(ConfigFournisseur {
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret_file.read(garde)?,
        })
    }
}
