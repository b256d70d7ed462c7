//! `openidconnect` speaks through any HTTP client: this is reqwest's side of it.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

#[derive(Clone)]
pub struct Http(reqwest::Client);

#[derive(Debug, thiserror::Error)]
pub enum Echange {
    #[error(transparent)]
    Reqwest(#[from] reqwest::Error),
    #[error(transparent)]
    Http(#[from] openidconnect::http::Error),
}

impl Http {
    /// `ca_pem`: authorities to trust beside the system's.
    pub fn new(ca_pem: Option<&str>) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none()) // a provider's endpoint never redirects; following could be abused
            .timeout(Duration::from_secs(10))
            .tls_certs_merge(reqwest::Certificate::from_pem_bundle(ca_pem.unwrap_or_default().as_bytes())?)
            .build()?;
        Ok(Self(client))
    }

    async fn envoyer(&self, demande: HttpRequest) -> Result<HttpResponse, Echange> {
        let reponse = self.0.execute(demande.try_into()?).await?;
        let mut rendue = openidconnect::http::Response::builder().status(reponse.status());
        for (nom, valeur) in reponse.headers() {
            rendue = rendue.header(nom, valeur);
        }
        Ok(rendue.body(reponse.bytes().await?.to_vec())?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Echange;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Echange>> + Send + 'c>>;

    fn call(&'c self, demande: HttpRequest) -> Self::Future {
        Box::pin(self.envoyer(demande))
    }
}

#[cfg(test)]
#[path = "../../../../tests/support/twin.rs"]
mod twin;

#[cfg(test)]
mod tests {
    use super::twin::Twin;
    use super::*;

    /// Of the provider, or of FranceConnect: one client asks both.
    async fn cru(jumeau: &mut Twin, autorite: &str) -> bool {
        let demande = openidconnect::http::Request::get(jumeau.origin()).body(Vec::new()).unwrap();
        assert!(Http::new(Some(autorite)).unwrap().envoyer(demande).await.is_err());
        jumeau.believed().await
    }

    // requirement: X09
    #[tokio::test]
    async fn a_twin_of_the_provider_with_a_certificate_of_its_own_hears_nothing() {
        let (vrai, mut jumeau) = (Twin::of("localhost").await.pem, Twin::of("localhost").await);
        assert!(!cru(&mut jumeau, &vrai).await);
        let sien = jumeau.pem.clone();
        assert!(cru(&mut jumeau, &sien).await, "the test tells the two apart");
        let mut ailleurs = Twin::of("auth.exemple.test").await;
        let sien = ailleurs.pem.clone();
        assert!(!cru(&mut ailleurs, &sien).await, "a certificate for another host");
    }
}
