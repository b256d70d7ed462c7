//! Revocation lists of the authorities of machines, fetched in the background and never while somebody waits
//! (docs/decisions/0024).

use std::sync::Arc;
use std::time::Duration;

use ambient::Ambient;
use carte_cps::RefusListe;
use idp_core::machine::ReceivedLists;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use reqwest::{Client, Response, StatusCode};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use url::Url;

use crate::corps::octets;
use crate::revocations::{Adresses, Rythme};

const ANSWER: Duration = Duration::from_secs(60);
const OCTETS: usize = 64 * 1024 * 1024;
/// An address that fails is left alone for so long at most, or for its own pace.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Follows every address at its own pace.
#[derive(Clone)]
pub struct MachineLists {
    pub client: Client,
    pub ambient: Ambient,
    pub lists: Arc<ReceivedLists>,
    pub pace: Rythme,
    /// Told of each list that says something new.
    pub news: Arc<dyn Fn() + Send + Sync>,
}

/// One address.
struct Source {
    url: Url,
    pace: Duration,
    /// Rung by a delta that finds no base, heard by the complete list.
    bell: Arc<Notify>,
    complete: bool,
    /// Of the last list that was taken.
    etag: Option<String>,
}

impl MachineLists {
    /// Never ends; drop the future to stop.
    pub async fn follow(self, sources: Vec<Adresses>) {
        let mut all = JoinSet::new();
        for Adresses { complete, delta } in sources {
            let bell = Arc::new(Notify::new());
            let source = |url, pace, complete| Source { url, pace, bell: bell.clone(), complete, etag: None };
            all.spawn(self.clone().watch(source(complete, self.pace.complete, true)));
            if let Some(delta) = delta {
                all.spawn(self.clone().watch(source(delta, self.pace.delta, false)));
            }
        }
        while all.join_next().await.is_some() {}
    }

    async fn watch(self, mut source: Source) {
        loop {
            let pause = match self.round(&mut source).await {
                Err(RefusListe::SansBase(_)) => {
                    source.bell.notify_one();
                    source.pace
                }
                Err(_) => source.pace.max(LONGEST_PAUSE),
                Ok(()) => source.pace,
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = source.bell.notified(), if source.complete => {}
            }
        }
    }

    async fn round(&self, source: &mut Source) -> Result<(), RefusListe> {
        let name = source.url.to_string();
        let asked = self.ask(source).await;
        let now = self.ambient.now();
        match asked {
            Ok(None) => self.lists.confirmed(&name, now),
            Ok(Some((der, etag))) => {
                if self.lists.receive(&name, &der, now)? {
                    (self.news)();
                }
                source.etag = etag;
            }
            Err(refusal) => {
                self.lists.failed(&name, refusal.clone(), now);
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// `None`: it is the list that is already here.
    async fn ask(&self, source: &Source) -> Result<Option<(Vec<u8>, Option<String>)>, RefusListe> {
        let silent = |why: String| RefusListe::SansReponse(why);
        let mut request = self.client.get(source.url.clone()).timeout(ANSWER);
        if let Some(etag) = &source.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let answer = request.send().await.map_err(|error| silent(error.to_string()))?;
        match answer.status() {
            StatusCode::NOT_MODIFIED => Ok(None),
            StatusCode::OK => {
                let etag = etag(&answer);
                let der = octets(answer, OCTETS).await.map_err(|error| silent(error.to_string()))?;
                Ok(Some((der, etag)))
            }
            other => Err(silent(other.to_string())),
        }
    }
}

fn etag(answer: &Response) -> Option<String> {
    answer.headers().get(ETAG)?.to_str().ok().map(str::to_owned)
}
