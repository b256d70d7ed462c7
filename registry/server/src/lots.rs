//! Files of many people, registered line by line while the registry is open. Whatever was confirmed before a stop goes on.

use std::sync::Arc;
use std::time::Duration;

use ambient::Ambient;
use registry_core::guichet::Guichet;
use registry_core::lot::{Bureau, Executer, Pas};
use registry_store::Magasin;
use registry_tableur::Classeurs;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep};

/// Between two looks for a confirmed file, whichever node took its confirmation.
const REGARD: Duration = Duration::from_secs(1);
/// Between two looks for what is past its time.
const MENAGE: Duration = Duration::from_secs(600);
/// After a registry out of reach: an import holds its turn for minutes.
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
        match executer.avancer(&noeud).await {
            Ok(Pas::Lignes(_)) => {}
            Ok(Pas::Rien) => sleep(REGARD).await,
            Err(cause) => {
                tracing::warn!(cause = %cause, "a file waits for the registry");
                sleep(PAUSE).await;
            }
        }
    }
}
