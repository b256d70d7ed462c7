use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ambient::{Ambient, SecretString};
use axum::Router;
use idp_server::Around;
use igc::Igc;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};
use service::{Shutdown, layers};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::certificats;
use crate::dossier::{Dossier, DossierError};
use crate::erreur::BacError;
use crate::manifeste;
use crate::ports::{Ports, loopback};

/// What every door needs.
pub struct Chantier {
    pub dossier: Dossier,
    pub ports: Ports,
    pub ambient: Ambient,
    pub shutdown: Shutdown,
    web: Acceptor,
    pub tls: manifeste::Tls,
    pub autorite: PathBuf,
    pub doors: JoinSet<()>,
    /// What stands around the provider's sites.
    pub autour: Option<Around>,
}

impl Chantier {
    pub fn nouveau(
        dossier: Dossier,
        (ports, ambient): (Ports, Ambient),
        igc: &Igc,
        shutdown: Shutdown,
    ) -> Result<Self, BacError> {
        let (tls, autorite) = certificats::identite(igc, &dossier)?;
        let identity = Identity::from_files(&tls.certificate, &tls.key)?;
        let web = Acceptor::web(&identity)?;
        Ok(Self { dossier, ports, ambient, shutdown, web, tls, autorite, doors: JoinSet::new(), autour: None })
    }

    /// Serves these pages on this port until the order to stop.
    pub async fn ouvrir(&mut self, port: u16, router: Router) -> Result<(), BacError> {
        let patient = registry_server::PATIENTES.map(str::to_owned).into();
        let limits = Limits { patient, ..Limits::default() };
        let router = layers::finished(router, &self.ambient, &limits, pages::entetes::sans_hsts);
        let listener = ecouter(loopback(port)).await?;
        self.doors.spawn(serve(listener, self.web.clone(), router, limits, self.shutdown.clone()));
        Ok(())
    }

    pub fn secret(&self, path: &Path) -> Result<SecretString, BacError> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|cause| DossierError::Io { path: path.to_owned(), cause })?;
        Ok(SecretString::from(text.trim()))
    }

    pub fn io(&self, nom: &str, cause: std::io::Error) -> DossierError {
        DossierError::Io { path: self.dossier.chemin(nom), cause }
    }
}

pub async fn ecouter(address: SocketAddr) -> Result<TcpListener, BacError> {
    TcpListener::bind(address).await.map_err(|cause| BacError::Port { address, cause })
}
