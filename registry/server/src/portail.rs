//! The portal of this registry: its pages over its use cases.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use pages::Ruban;
use registry_core::demande::{Consultation, Deposer, Enregistrer, Traiter};
use registry_core::situation_acte::Situations;
use registry_portail::{Config as ConfigPortail, ConfigError, ConfigFournisseur, Guichets, Portail};
use service::config::{SecretFileError, SecretGuard};
use service::host;

use crate::config::{self, Mode};
use crate::registre::Registry;

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
    /// The pages, answering to their own host alone; `None`: no table `portail`. No provider is asked anything yet.
    pub fn portail(&self) -> Result<Option<Router>, PortailError> {
        let Some(portail) = &self.config.portail else { return Ok(None) };
        let config = portail.pour(self.config.mode)?;
        let pages = registry_portail::router(Portail::new(&config, self.guichets(), &self.ambient)?);
        Ok(Some(host::each([(portail.origin.authority().to_owned(), pages)], host::nobody())))
    }

    /// What the pages ask.
    fn guichets(&self) -> Guichets {
        let guichet = || self.guichet.clone();
        let registre = Arc::new(registry_portail::Registre {
            deposer: Deposer::new(guichet()),
            consultation: Consultation::new(guichet(), Arc::new(self.magasin.clone())),
            traiter: Traiter::new(guichet()),
            enregistrer: Enregistrer::new(guichet()),
            situations: Situations::new(guichet()),
        });
        Guichets { demandes: registre.clone(), gestion: registre, referentiel: Arc::clone(&self.guichet.referentiel) }
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
            franceconnect: self.franceconnect.pour(mode.guard())?,
            ca_pem: self.ca_file.as_ref().map(lire).transpose()?,
            ruban: match mode {
                Mode::Production => None,
                Mode::Rehearsal => Some(Ruban::Repetition),
                Mode::Sandbox => Some(Ruban::BacASable),
            },
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
