use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, Seconds, Timestamp};
use jose::{JwkSet, jwk};
use serde::Deserialize;
use tokio::sync::Mutex;

/// How long a set is used before it is asked for again.
const FRAICHES: Seconds = Seconds(300);
/// How long it is used when the provider does not answer.
const DERNIERES: Seconds = Seconds(3_600);
/// Between two questions, whatever tokens come: a made-up `kid` costs the provider nothing.
const PAUSE: Seconds = Seconds(10);
/// Octets of an answer.
const LIMITE: usize = 256 * 1024;

/// Why the provider's keys are not known.
#[derive(Debug, thiserror::Error)]
pub enum ClesError {
    #[error("the provider does not answer: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the answer is longer than {LIMITE} octets")]
    TropLongue,
    #[error("the answer is not a discovery document or a key set: {0}")]
    Illisible(String),
    #[error("the provider at this address calls itself \"{0}\"")]
    AutreEmetteur(String),
    #[error("the provider was asked less than {} s ago and did not answer", PAUSE.0)]
    Trop,
}

/// The provider's published keys, found by discovery and kept for a while.
pub struct Cles {
    http: reqwest::Client,
    emetteur: String,
    ambient: Ambient,
    memoire: Mutex<Memoire>,
}

#[derive(Default)]
struct Memoire {
    lues: Option<(Arc<JwkSet>, Timestamp)>,
    demandees_le: Option<Timestamp>,
}

/// OpenID Connect Discovery 1.0 §3: what is needed of it.
#[derive(Deserialize)]
struct Decouverte {
    issuer: String,
    jwks_uri: String,
}

impl Cles {
    pub fn new(emetteur: &str, ca_pem: Option<&str>, ambient: Ambient) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none()) // a provider's endpoint never redirects
            .connect_timeout(Duration::from_secs(2))
            .timeout(Duration::from_secs(5))
            .referer(false)
            .no_proxy()
            .tls_certs_merge(reqwest::Certificate::from_pem_bundle(ca_pem.unwrap_or_default().as_bytes())?)
            .build()?;
        Ok(Self { http, emetteur: emetteur.to_owned(), ambient, memoire: Mutex::default() })
    }

    /// A set that has the key of this name, if the provider publishes it: one caller asks, the others wait.
    pub async fn pour(&self, kid: Option<&str>) -> Result<Arc<JwkSet>, ClesError> {
        let mut memoire = self.memoire.lock().await;
        let maintenant = self.ambient.now();
        let connues = memoire.lues.clone().filter(|(_, lues_le)| maintenant < lues_le.plus(DERNIERES));
        let fraiches = connues.as_ref().is_some_and(|(_, lues_le)| maintenant < lues_le.plus(FRAICHES));
        let nommee = connues.as_ref().is_some_and(|(cles, _)| nomme(cles, kid));
        let patience = memoire.demandees_le.is_some_and(|demandees_le| maintenant < demandees_le.plus(PAUSE));
        match connues {
            Some((cles, _)) if patience || (fraiches && nommee) => return Ok(cles),
            None if patience => return Err(ClesError::Trop),
            _ => memoire.demandees_le = Some(maintenant),
        }
        match self.demander().await {
            Ok(cles) => {
                let cles = Arc::new(cles);
                memoire.lues = Some((cles.clone(), maintenant));
                Ok(cles)
            }
            Err(cause) => match memoire.lues.clone().filter(|_| nommee) {
                Some((cles, _)) => {
                    tracing::warn!(%cause, "the provider's keys are used as they were last read");
                    Ok(cles)
                }
                None => Err(cause),
            },
        }
    }

    async fn demander(&self) -> Result<JwkSet, ClesError> {
        let adresse = format!("{}/.well-known/openid-configuration", self.emetteur);
        let decouverte: Decouverte = serde_json::from_slice(&self.lire(&adresse).await?).map_err(illisible)?;
        if decouverte.issuer != self.emetteur {
            return Err(ClesError::AutreEmetteur(decouverte.issuer));
        }
        let octets = self.lire(&decouverte.jwks_uri).await?;
        jwk::parse_set(&String::from_utf8_lossy(&octets)).map_err(illisible)
    }

    async fn lire(&self, adresse: &str) -> Result<Vec<u8>, ClesError> {
        let mut reponse = self.http.get(adresse).send().await?.error_for_status()?;
        let mut octets = Vec::new();
        while let Some(morceau) = reponse.chunk().await? {
            if octets.len() + morceau.len() > LIMITE {
                return Err(ClesError::TropLongue);
            }
            octets.extend_from_slice(&morceau);
        }
        Ok(octets)
    }
}

fn nomme(cles: &JwkSet, kid: Option<&str>) -> bool {
    kid.is_none_or(|kid| cles.find(kid).is_some())
}

fn illisible(cause: impl std::fmt::Display) -> ClesError {
    ClesError::Illisible(cause.to_string())
}

#[cfg(test)]
#[path = "../../../../tests/support/twin.rs"]
mod twin;

#[cfg(test)]
mod tests {
    use super::twin::Twin;
    use super::*;

    async fn cru(jumeau: &mut Twin, autorite: &str) -> bool {
        let cles = Cles::new(&jumeau.origin(), Some(autorite), Ambient::system()).unwrap();
        assert!(cles.pour(None).await.is_err());
        jumeau.believed().await
    }

    // requirement: X09
    #[tokio::test]
    async fn keys_are_read_from_the_provider_and_from_no_twin() {
        let (vrai, mut jumeau) = (Twin::of("localhost").await.pem, Twin::of("localhost").await);
        assert!(!cru(&mut jumeau, &vrai).await);
        let sien = jumeau.pem.clone();
        assert!(cru(&mut jumeau, &sien).await, "the test tells the two apart");
        let mut ailleurs = Twin::of("auth.exemple.test").await;
        let sien = ailleurs.pem.clone();
        assert!(!cru(&mut ailleurs, &sien).await, "a certificate for another host");
    }
}
