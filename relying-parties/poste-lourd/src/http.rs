//! openidconnect speaks through any HTTP client: this is reqwest's side of it.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

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

    /// A form in the name of this client (HTTP Basic): the status, and the JSON that came, if any.
    pub async fn formulaire(
        &self,
        adresse: &str,
        (client, secret): (&str, &str),
        champs: &[(&str, &str)],
    ) -> Result<(u16, serde_json::Value), reqwest::Error> {
        let reponse = self.0.post(adresse).basic_auth(client, Some(secret)).form(champs).send().await?;
        let status = reponse.status().as_u16();
        let corps = reponse.bytes().await?;
        Ok((status, serde_json::from_slice(&corps).unwrap_or_default()))
    }

    async fn envoyer(&self, request: HttpRequest) -> Result<HttpResponse, Echange> {
        let response = self.0.execute(request.try_into()?).await?;
        let mut answer = openidconnect::http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        Ok(answer.body(response.bytes().await?.to_vec())?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Echange;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Echange>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.envoyer(request))
    }
}
