//! Revocation data of cards, fetched in the background and never while somebody waits (docs/decisions/0024): the complete list of
//! each authority, what changed since, and what a responder says of the cards that hold sessions up.

mod gardees;
mod liste;
mod repondeur;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use idp_core::carte::Revocations;
use reqwest::Client;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use url::Url;

pub use gardees::Gardees;
use liste::Liste;
use repondeur::Repondeur;

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
pub struct Suiveur {
    pub client: Client,
    pub revocations: Revocations,
    pub autorites: Vec<Adresses>,
    /// OCSP, for every authority.
    pub repondeur: Option<Url>,
    pub rythme: Rythme,
    /// Where lists are kept for the next start.
    pub gardees: Option<Gardees>,
}

/// After a failure an address is left alone for twice as long each time, up to this or to its own pace.
const PLUS_LONG_RECUL: Duration = Duration::from_secs(5);

impl Suiveur {
    /// Never ends; drop the future to stop.
    pub async fn suivre(self) {
        let mut addresses = JoinSet::new();
        for Adresses { complete, delta } in &self.autorites {
            let reveil = Arc::new(Notify::new());
            addresses.spawn(self.liste(complete, self.rythme.complete, (&reveil, true)).suivre());
            if let Some(delta) = delta {
                addresses.spawn(self.liste(delta, self.rythme.delta, (&reveil, false)).suivre());
            }
        }
        if let Some(url) = &self.repondeur {
            let (client, revocations) = (self.client.clone(), self.revocations.clone());
            addresses.spawn(
                Repondeur { client, revocations, url: url.clone(), tues: HashSet::new() }.suivre(self.rythme.repondeur),
            );
        }
        while addresses.join_next().await.is_some() {}
    }

    fn liste(&self, url: &Url, rythme: Duration, (reveil, complete): (&Arc<Notify>, bool)) -> Liste {
        Liste {
            client: self.client.clone(),
            revocations: self.revocations.clone(),
            url: url.clone(),
            rythme,
            gardees: self.gardees.clone(),
            reveil: reveil.clone(),
            complete,
            etag: None,
        }
    }
}

/// Ends what rests on cards that were just stopped; what cannot be done now is done with the next list.
async fn appliquer(revocations: &Revocations) {
    if let Err(error) = revocations.appliquer().await {
        tracing::error!(%error, "what rests on revoked cards could not be ended yet");
    }
}
