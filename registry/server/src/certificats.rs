//! Certificates of legal persons: the counter of the authority, and what it did not answer, asked again while the registry is open.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use registry_core::certificat::Administration;
use registry_core::guichet::Guichet;
use registry_outbound::{IgcHttp, IgcHttpError};
use registry_store::Magasin;
use service::config::SecretFileError;
use tokio::task::AbortHandle;

use crate::config::{Igc, Mode};

/// Between two rounds.
const TOUR: Duration = Duration::from_secs(10);

#[derive(Debug, thiserror::Error)]
pub enum CertificatsError {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("igc.ca_file: {0} cannot be read: {1}. Name a PEM file that this process may read")]
    Autorite(PathBuf, std::io::Error),
    #[error("igc: {0}")]
    Client(#[from] IgcHttpError),
}

/// Ends with the last registry that holds it.
pub struct Certificats {
    pub administration: Administration,
    tours: AbortHandle,
}

impl Certificats {
    pub fn commencer(
        reglages: &Igc,
        mode: Mode,
        (guichet, magasin): (&Guichet, &Magasin),
    ) -> Result<Self, CertificatsError> {
        let igc = autorite(reglages, mode)?;
        let administration = Administration::new(guichet.clone(), Arc::new(magasin.clone()), Arc::new(igc));
        let tours = tokio::spawn(tourner(administration.clone())).abort_handle();
        Ok(Self { administration, tours })
    }

    pub fn cesser(&self) {
        self.tours.abort();
    }
}

/// The client of the authority's counter.
pub fn autorite(reglages: &Igc, mode: Mode) -> Result<IgcHttp, CertificatsError> {
    let lire =
        |chemin: &PathBuf| std::fs::read(chemin).map_err(|cause| CertificatsError::Autorite(chemin.clone(), cause));
    let autorite = reglages.ca_file.as_ref().map(lire).transpose()?;
    Ok(IgcHttp::new(reglages.url.clone(), reglages.key_file.read(mode.guard())?, autorite.as_deref())?)
}

impl Drop for Certificats {
    fn drop(&mut self) {
        self.cesser();
    }
}

async fn tourner(administration: Administration) {
    loop {
        if let Err(cause) = administration.tour().await {
            tracing::warn!(%cause, "certificates wait to be asked for again");
        }
        if let Err(cause) = administration.rappeler().await {
            tracing::warn!(%cause, "ends of certificates wait to be told");
        }
        tokio::time::sleep(TOUR).await;
    }
}
