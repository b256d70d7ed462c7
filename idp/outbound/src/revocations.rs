//! Revocation data, fetched in the background and never while somebody waits (docs/decisions/0024): the complete list of each
//! authority and what changed since, of cards and of machines alike, and what a responder says of the cards that hold sessions up.

mod gardees;
mod liste;
mod receveur;
mod repondeur;

use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use tokio::task::JoinSet;
use url::Url;

pub use gardees::Gardees;
use liste::{Entente, Liste};
pub use receveur::{DesMachines, Receveur};
pub use repondeur::Repondeur;

/// Where the lists of one authority are.
#[derive(Clone, Debug)]
pub struct Adresses {
    pub complete: Url,
    pub delta: Option<Url>,
}

/// How often each is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Rythme {
    pub complete: Duration,
    pub delta: Duration,
    pub repondeur: Duration,
}

/// Follows every address at its own pace: one that is slow, or silent, holds back no other.
pub struct Suiveur<R> {
    pub client: Client,
    pub receveur: R,
    pub autorites: Vec<Adresses>,
    pub rythme: Rythme,
    /// Where lists are kept for the next start.
    pub gardees: Option<Gardees>,
}

/// After a failure an address is left alone for twice as long each time, up to this or to its own pace.
const PLUS_LONG_RECUL: Duration = Duration::from_secs(5);
/// How often what was received is looked at, whatever the addresses do: an alarm waits for no answer.
const VEILLE: Duration = Duration::from_secs(2);

impl<R: Receveur> Suiveur<R> {
    /// Never ends; drop the future to stop.
    pub async fn suivre(self) {
        let mut addresses = JoinSet::new();
        for Adresses { complete, delta } in &self.autorites {
            let entente = Arc::new(Entente::default());
            addresses.spawn(self.liste(complete, self.rythme.complete, (&entente, true)).suivre());
            if let Some(delta) = delta {
                addresses.spawn(self.liste(delta, self.rythme.delta, (&entente, false)).suivre());
            }
        }
        loop {
            tokio::time::sleep(VEILLE).await;
            self.receveur.appliquer().await;
        }
    }

    fn liste(&self, url: &Url, rythme: Duration, (entente, complete): (&Arc<Entente>, bool)) -> Liste<R> {
        Liste {
            client: self.client.clone(),
            receveur: self.receveur.clone(),
            url: url.clone(),
            rythme,
            gardees: self.gardees.clone(),
            entente: entente.clone(),
            complete,
            etag: None,
        }
    }
}
