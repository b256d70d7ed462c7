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

/// Ends with the last registry that holds it.
pub struct Atelier(AbortHandle);

impl Atelier {
    pub fn commencer(guichet: Guichet, magasin: &Magasin) -> Self {
        let noeud = nom(&guichet.ambient);
        let magasin = Arc::new(magasin.clone());
        let executer = Executer::new(guichet, magasin.clone(), magasin);
        Self(tokio::spawn(travailler(executer, noeud)).abort_handle())
    }

    pub fn cesser(&self) {
        self.0.abort();
    }
}

impl Drop for Atelier {
    fn drop(&mut self) {
        self.cesser();
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
                tracing::error!(cause = %cause, "a file waits for the registry");
                sleep(REGARD).await;
            }
        }
    }
}
