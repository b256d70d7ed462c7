use std::sync::Arc;
use std::time::Duration;

use carte_cps::RefusListe;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use reqwest::{Client, Response, StatusCode};
use tokio::sync::Notify;
use url::Url;

use super::{Gardees, PLUS_LONG_RECUL, Receveur};
use crate::corps::octets;

/// The list of a whole country, on a slow line.
const REPONSE: Duration = Duration::from_secs(60);
const OCTETS: usize = 64 * 1024 * 1024;

/// A delta says nothing before its base: at the start it waits for the first answer of the complete list, this long at most.
const BASE_ATTENDUE: Duration = Duration::from_secs(1);

/// What the two lists of an authority tell each other.
#[derive(Default)]
pub(super) struct Entente {
    /// Rung by a delta that finds no base, heard by the complete list.
    reveil: Notify,
    /// Rung by the complete list once it was asked for, whatever came.
    demandee: Notify,
}

/// One list and its address.
pub(super) struct Liste<R> {
    pub client: Client,
    pub receveur: R,
    pub url: Url,
    pub rythme: Duration,
    pub gardees: Option<Gardees>,
    pub entente: Arc<Entente>,
    pub complete: bool,
    /// Of the last list that was taken.
    pub etag: Option<String>,
}

impl<R: Receveur> Liste<R> {
    pub async fn suivre(mut self) {
        let mut recul = self.rythme;
        if !self.complete {
            let _ = tokio::time::timeout(BASE_ATTENDUE, self.entente.demandee.notified()).await;
        }
        loop {
            let mut new = None;
            let pause = match self.tour().await {
                Ok(taken) => {
                    (new, recul) = (taken, self.rythme);
                    self.rythme
                }
                Err(RefusListe::SansBase(_)) => {
                    self.entente.reveil.notify_one();
                    self.rythme
                }
                Err(_) => {
                    let now = recul.min(PLUS_LONG_RECUL);
                    recul = recul.saturating_mul(2);
                    now
                }
            };
            if self.complete {
                self.entente.demandee.notify_one();
            }
            // nobody waits for a disk: what rests on the cards is over first
            self.receveur.appliquer().await;
            if let Some(der) = new {
                self.garder(der).await;
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.entente.reveil.notified(), if self.complete => {}
            }
        }
    }

    /// The list, if it was not here yet.
    async fn tour(&mut self) -> Result<Option<Vec<u8>>, RefusListe> {
        let source = self.url.to_string();
        match self.demander().await {
            Ok(None) => {
                self.receveur.confirmee(&source);
                Ok(None)
            }
            Ok(Some((der, etag))) => {
                let new = self.receveur.recevoir(&source, &der)?;
                self.etag = etag;
                Ok(new.then_some(der))
            }
            Err(refus) => {
                self.receveur.echouee(&source, refus.clone());
                Err(refus)
            }
        }
    }

    async fn garder(&self, der: Vec<u8>) {
        let Some(gardees) = self.gardees.clone() else { return };
        let url = self.url.clone();
        let kept = tokio::task::spawn_blocking(move || gardees.garder(&url, &der)).await;
        if let Err(error) = kept.unwrap_or_else(|panic| Err(std::io::Error::other(panic))) {
            tracing::warn!(source = %self.url, %error, "a revocation list could not be kept for the next start");
        }
    }

    /// `None`: it is the list that is already here.
    async fn demander(&self) -> Result<Option<(Vec<u8>, Option<String>)>, RefusListe> {
        let silent = |why: String| RefusListe::SansReponse(why);
        let mut request = self.client.get(self.url.clone()).timeout(REPONSE);
        if let Some(etag) = &self.etag {
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
