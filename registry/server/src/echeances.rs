//! Ends of situations, told as they come, and what contracts that ended leave behind, while the registry is open.

use std::time::Duration;

use ambient::{Ambient, Timestamp};
use registry_core::echeance::Echeances;
use registry_core::formulaire::SansSuite;
use tokio::task::AbortHandle;

/// Between two looks, when nothing is known to come sooner: another node may have set an end.
const REGARD: Duration = Duration::from_secs(1);

/// Between two looks for contracts that ended: they end at midnight, or by an act.
const CONTRATS: Duration = Duration::from_secs(30);

/// Ends with the last registry that holds it.
pub struct Veille([AbortHandle; 2]);

impl Veille {
    pub fn commencer(echeances: Echeances, sans_suite: SansSuite, ambient: Ambient) -> Self {
        let taches = [tokio::spawn(veiller(echeances, ambient)), tokio::spawn(clore(sans_suite))];
        Self(taches.map(|tache| tache.abort_handle()))
    }

    pub fn cesser(&self) {
        self.0.iter().for_each(AbortHandle::abort);
    }
}

impl Drop for Veille {
    fn drop(&mut self) {
        self.cesser();
    }
}

async fn veiller(echeances: Echeances, ambient: Ambient) {
    loop {
        let prochaine = echeances.tour().await.unwrap_or_else(|cause| {
            tracing::error!(cause = %cause, "ends that have come wait to be told");
            None
        });
        tokio::time::sleep(attente(prochaine, ambient.now())).await;
    }
}

async fn clore(sans_suite: SansSuite) {
    let mut chaque = tokio::time::interval(CONTRATS);
    loop {
        chaque.tick().await;
        if let Err(cause) = sans_suite.tour().await {
            tracing::error!(cause = %cause, "what a contract that ended leaves behind waits to be closed");
        }
    }
}

fn attente(prochaine: Option<Timestamp>, maintenant: Timestamp) -> Duration {
    prochaine.map_or(REGARD, |fin| fin.since(maintenant).min(REGARD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_look_is_at_the_end_or_within_a_second() {
        let maintenant = Timestamp::from_seconds(1_800_000_000);
        let a = |millis| Some(Timestamp::from_millis(maintenant.millis() + millis));
        assert_eq!(attente(None, maintenant), REGARD);
        assert_eq!(attente(a(60_000), maintenant), REGARD);
        assert_eq!(attente(a(250), maintenant), Duration::from_millis(250));
    }
}
