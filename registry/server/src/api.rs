//! The API beside the pages, at the origin of the portal: programs of gestionnaires come from where people come from.

use std::sync::Arc;

use axum::Router;
use registry_api::{ConfigJetons, EtatApi, Jetons};
use registry_portail::Config as ConfigPortail;

use crate::portail::PortailError;
use crate::registre::Registry;

impl Registry {
    /// Tokens of the provider where people of the portal sign in, asked for with `{origin}/api/v1` as resource.
    pub(crate) fn api(&self, portail: &ConfigPortail) -> Result<Router, PortailError> {
        let ressource = portail.origine.join(registry_api::RACINE).map_err(registry_portail::ConfigError::from)?;
        let config = ConfigJetons {
            emetteur: portail.caducee.issuer.clone(),
            ressource: ressource.into(),
            ca_pem: portail.ca_pem.clone(),
        };
        let jetons = Jetons::new(&config, &self.ambient).map_err(registry_portail::ConfigError::from)?;
        let magasin = Arc::new(self.magasin.clone());
        let etat = EtatApi::new(&self.guichet, magasin, self.lots(), jetons);
        Ok(registry_api::router(etat.avec_limites(self.limites())))
    }
}
