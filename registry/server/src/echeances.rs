//! Ends of situations, told as they come, while the registry is open.

use std::time::Duration;

use ambient::{Ambient, Timestamp};
use registry_core::echeance::Echeances;
use tokio::task::AbortHandle;

/// Between two looks, when nothing is known to come sooner: another node may have set an end.
const REGARD: Duration = Duration::from_secs(1);

/// Ends with the last registry that holds it.
pub struct Veille(AbortHandle);

impl Veille {
    pub fn commencer(echeances: Echeances, ambient: Ambient) -> Self {
        Self(tokio::spawn(veiller(echeances, ambient)).abort_handle())
    }

    pub fn cesser(&self) {
        self.0.abort();
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
