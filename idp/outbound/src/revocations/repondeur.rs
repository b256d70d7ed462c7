use std::collections::HashSet;
use std::time::Duration;

use carte_cps::{Question, RefusListe, Statut};
use idp_core::carte::Revocations;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode};
use url::Url;

use super::Receveur;
use crate::corps::octets;

const OCTETS: usize = 64 * 1024;
/// Questions of one round that get no answer before the responder is left alone until the next one.
const SILENCES: usize = 3;

/// A responder of OCSP, asked about the cards that hold sessions up: between two lists it knows sooner.
pub struct Repondeur {
    client: Client,
    revocations: Revocations,
    url: Url,
    /// Cards about which nothing was answered the last time.
    tues: HashSet<String>,
}

impl Repondeur {
    pub fn nouveau(client: Client, revocations: Revocations, url: Url) -> Self {
        Self { client, revocations, url, tues: HashSet::new() }
    }

    /// Never ends; drop the future to stop.
    pub async fn suivre(mut self, rythme: Duration) {
        loop {
            tokio::time::sleep(rythme).await;
            self.tour().await;
        }
    }

    /// Asks about each card in use, one after the other. Those about which nothing was answered the last time come last: a
    /// card that a responder cannot answer for holds back no other.
    async fn tour(&mut self) {
        let mut used = match self.revocations.en_usage().await {
            Ok(used) => used,
            Err(error) => {
                tracing::warn!(%error, "nobody knows which cards are in use");
                return;
            }
        };
        used.sort_by_key(|moyen| self.tues.contains(moyen));
        let before: Vec<String> = used.iter().filter(|moyen| self.tues.contains(*moyen)).cloned().collect();
        self.tues.clear();
        let source = self.url.to_string();
        for moyen in used {
            let Some(question) = self.revocations.question(&moyen) else { continue };
            match self.demander(&question).await {
                Ok(Statut::Bonne) => self.revocations.confirmee(&source),
                Ok(Statut::Revoquee) => {
                    self.revocations.confirmee(&source);
                    self.revocations.arreter(&moyen);
                    Receveur::appliquer(&self.revocations).await;
                }
                Err(refus) => {
                    let silent = matches!(refus, RefusListe::SansReponse(_));
                    self.revocations.echouee(&source, refus);
                    if silent {
                        self.tues.insert(moyen);
                    }
                    if self.tues.len() == SILENCES {
                        // nobody was asked about these
                        self.tues.extend(before);
                        return;
                    }
                }
            }
        }
    }

    async fn demander(&self, question: &Question) -> Result<Statut, RefusListe> {
        let silent = |why: String| RefusListe::SansReponse(why);
        let request = self.client.post(self.url.clone()).header(CONTENT_TYPE, "application/ocsp-request");
        let answer = request.body(question.der.clone()).send().await.map_err(|error| silent(error.to_string()))?;
        if answer.status() != StatusCode::OK {
            return Err(silent(answer.status().to_string()));
        }
        let der = octets(answer, OCTETS).await.map_err(|error| silent(error.to_string()))?;
        self.revocations.juger(question, &der)
    }
}
