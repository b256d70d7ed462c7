//! Cards: the counter of the authority, and two rounds while the registry is open. One asks for oppositions; the other renews, follows
//! changes of practice and asks for what is to be made, and never keeps the first waiting.

use std::sync::Arc;
use std::time::Duration;

use registry_core::carte::Cartes as Commandes;
use registry_core::guichet::Guichet;
use registry_store::Magasin;
use tokio::task::AbortHandle;

use crate::certificats::{self, CertificatsError};
use crate::config::{Igc, Mode};

/// Between two rounds.
const TOUR: Duration = Duration::from_secs(5);

/// Ends with the last registry that holds it.
pub struct Cartes {
    pub commandes: Commandes,
    tours: [AbortHandle; 2],
}

impl Cartes {
    pub fn commencer(
        reglages: &Igc,
        mode: Mode,
        (guichet, magasin): (&Guichet, &Magasin),
    ) -> Result<Self, CertificatsError> {
        let autorite = Arc::new(certificats::autorite(reglages, mode)?);
        let fichier = Arc::new(magasin.clone());
        let commandes = Commandes::new(guichet.clone(), fichier.clone(), fichier, autorite);
        let tours = [
            tokio::spawn(tourner(commandes.clone())).abort_handle(),
            tokio::spawn(opposer(commandes.clone())).abort_handle(),
        ];
        Ok(Self { commandes, tours })
    }

    pub fn cesser(&self) {
        self.tours.iter().for_each(AbortHandle::abort);
    }
}

impl Drop for Cartes {
    fn drop(&mut self) {
        self.cesser();
    }
}

async fn tourner(commandes: Commandes) {
    loop {
        if let Err(cause) = commandes.tour().await {
            tracing::warn!(%cause, "cards wait to be asked for again");
        }
        tokio::time::sleep(TOUR).await;
    }
}

async fn opposer(commandes: Commandes) {
    loop {
        if let Err(cause) = commandes.tour_des_oppositions().await {
            tracing::error!(%cause, "oppositions wait to be asked for again");
        }
        tokio::time::sleep(TOUR).await;
    }
}
