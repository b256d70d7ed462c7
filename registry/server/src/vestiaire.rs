//! The visits of the portal: where they rest. What is past its time is forgotten, counts of what was asked too (R13).

use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, RestKey};
use registry_core::compteur::Compteurs;
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
        let menage = tokio::spawn(ranger(visites.clone(), Arc::new(magasin.clone()), ambient)).abort_handle();
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

async fn ranger(visites: Arc<dyn Visites>, compteurs: Arc<dyn Compteurs>, ambient: Ambient) {
    loop {
        if let Err(cause) = visites.oublier(ambient.now()).await {
            tracing::warn!(%cause, "old visits wait to be forgotten");
        }
        if let Err(cause) = compteurs.oublier(ambient.now()).await {
            tracing::warn!(%cause, "counts that are over wait to be forgotten");
        }
        tokio::time::sleep(MENAGE).await;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
mod tests {
    use ambient::{Seconds, Timestamp};
    use registry_core::compteur::{Comptee, Limite};

    use super::*;

    // requirement: R13
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn counts_that_are_over_are_forgotten_with_the_visits() {
        let dossier = tempfile::tempdir().unwrap();
        let base = format!("sqlite://{}?mode=rwc", dossier.path().join("registre.db").display());
        let magasin = Magasin::ouvrir(&base).await.unwrap();
        let (ambient, limite) = (Ambient::system(), Limite { fois: 1, fenetre: Seconds(60) });
        let passe = Timestamp::from_millis(ambient.now().millis() - 60_001);
        assert_eq!(magasin.compter("annuaire:192.0.2.1", limite, passe).await.unwrap(), Comptee::Admise);
        let vestiaire = Vestiaire::commencer(&magasin, RestKey::from_bytes(&[1; 32]), ambient);
        let mut oublie = false;
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(25)).await;
            // at that instant one more is admitted only where the first one is forgotten
            oublie = magasin.compter("annuaire:192.0.2.1", limite, passe).await.unwrap() == Comptee::Admise;
            if oublie {
                break;
            }
        }
        assert!(oublie, "the address is still held");
        vestiaire.cesser();
        magasin.fermer().await;
    }
}
