//! The visits of the portal: where they rest, and what is past its time.

use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, RestKey};
use registry_core::visite::Visites;
use registry_portail::Coffre;
use registry_store::Magasin;
use tokio::task::AbortHandle;

/// Between two looks for what may be forgotten. Nothing rests on it: what is over opens nothing.
const MENAGE: Duration = Duration::from_secs(600);

/// Ends with the last registry that holds it.
pub struct Vestiaire {
    coffre: Coffre,
    menage: AbortHandle,
}

impl Vestiaire {
    /// `cle` is the registry's own: the same on every node, in no database.
    pub fn commencer(magasin: &Magasin, cle: RestKey, ambient: Ambient) -> Self {
        let visites: Arc<dyn Visites> = Arc::new(magasin.clone());
        let menage = tokio::spawn(ranger(visites.clone(), ambient)).abort_handle();
        Self { coffre: Coffre { visites, cle }, menage }
    }

    pub fn coffre(&self) -> Coffre {
        self.coffre.clone()
    }

    pub fn cesser(&self) {
        self.menage.abort();
    }
}

impl Drop for Vestiaire {
    fn drop(&mut self) {
        self.cesser();
    }
}

async fn ranger(visites: Arc<dyn Visites>, ambient: Ambient) {
    loop {
        if let Err(cause) = visites.oublier(ambient.now()).await {
            tracing::warn!(%cause, "old visits wait to be forgotten");
        }
        tokio::time::sleep(MENAGE).await;
    }
}
