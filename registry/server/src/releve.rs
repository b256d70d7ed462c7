//! The figures of dashboards, taken while the registry is open, by one node at a time.

use std::time::Duration;

use registry_core::pilotage::Releve;
use tokio::task::AbortHandle;

/// Between two looks at whether it is time.
const REGARD: Duration = Duration::from_secs(20);

/// Ends with the last registry that holds it.
pub struct Tournee(AbortHandle);

impl Tournee {
    pub fn commencer(releve: Releve) -> Self {
        Self(tokio::spawn(tourner(releve)).abort_handle())
    }

    pub fn cesser(&self) {
        self.0.abort();
    }
}

impl Drop for Tournee {
    fn drop(&mut self) {
        self.cesser();
    }
}

async fn tourner(releve: Releve) {
    loop {
        if let Err(cause) = releve.tour().await {
            tracing::warn!(%cause, "the figures of the registry wait to be taken");
        }
        tokio::time::sleep(REGARD).await;
    }
}
