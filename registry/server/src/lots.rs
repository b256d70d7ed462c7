//! Files of many people, registered line by line while the registry is open. Whatever was confirmed before a stop goes on.

use std::sync::Arc;
use std::time::Duration;

use ambient::Ambient;
use registry_core::guichet::Guichet;
use registry_core::lot::{Bureau, Executer, Pas};
use registry_core::port::PortError;
use registry_store::Magasin;
use registry_tableur::Classeurs;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep};

/// Between two looks for a confirmed file, whichever node took its confirmation.
const REGARD: Duration = Duration::from_secs(1);
/// Between two looks for what is past its time.
const MENAGE: Duration = Duration::from_secs(600);
/// After a registry out of reach, or a defect: an import holds its turn for minutes.
const PAUSE: Duration = Duration::from_secs(5);

/// Ends with the last registry that holds it.
pub struct Atelier {
    tache: AbortHandle,
    executer: Executer,
    noeud: String,
}

impl Atelier {
    pub fn commencer(guichet: Guichet, magasin: &Magasin) -> Self {
        let noeud = nom(&guichet.ambient);
        let magasin = Arc::new(magasin.clone());
        let executer = Executer::new(guichet, magasin.clone(), magasin);
        let tache = tokio::spawn(travailler(executer.clone(), noeud.clone())).abort_handle();
        Self { tache, executer, noeud }
    }

    /// What was under way is free for another process at once.
    pub async fn cesser(&self) {
        self.tache.abort();
        if let Err(cause) = self.executer.rendre(&self.noeud).await {
            tracing::warn!(cause = %cause, "a file waits for the end of its lease");
        }
    }
}

impl Drop for Atelier {
    fn drop(&mut self) {
        self.tache.abort();
    }
}

/// What the pages ask.
pub fn bureau(guichet: &Guichet, magasin: &Magasin) -> Bureau {
    let magasin = Arc::new(magasin.clone());
    Bureau::new(guichet.clone(), magasin.clone(), magasin, Arc::new(Classeurs::default()))
}

/// No other process has it.
fn nom(ambient: &Ambient) -> String {
    ambient.chance.token()
}

async fn travailler(executer: Executer, noeud: String) {
    let mut menage: Option<Instant> = None;
    loop {
        if menage.is_none_or(|dernier| dernier.elapsed() >= MENAGE) {
            menage = Some(Instant::now());
            if let Err(cause) = executer.oublier().await {
                tracing::error!(cause = %cause, "old files wait to be forgotten");
            }
        }
        let (lui, sien) = (executer.clone(), noeud.clone());
        match a_part(async move { lui.avancer(&sien).await }).await {
            Some(Ok(Pas::Lignes(_))) => {}
            Some(Ok(Pas::Rien)) => sleep(REGARD).await,
            // the next step takes another file
            Some(Err(cause @ PortError::Illisible { .. })) => {
                tracing::error!(cause = %cause, "a file cannot be read");
                sleep(REGARD).await;
            }
            Some(Err(cause)) => {
                tracing::warn!(cause = %cause, "a file waits for the registry");
                sleep(PAUSE).await;
            }
            None => sleep(PAUSE).await,
        }
    }
}

/// `None`: it panicked, which ends nothing else. It stops with whoever waits for it.
async fn a_part<T: Send + 'static>(travail: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let mut seul = JoinSet::new();
    seul.spawn(travail);
    match seul.join_next().await? {
        Ok(fait) => Some(fait),
        Err(cause) => {
            tracing::error!(%cause, "a step over a file did not end");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_step_that_panics_ends_alone() {
        assert_eq!(a_part(async { assert_eq!(1 + 1, 3, "a defect") }).await, None);
        assert_eq!(a_part(async { 1 }).await, Some(1));
    }
}
