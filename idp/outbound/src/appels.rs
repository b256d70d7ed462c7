use async_trait::async_trait;
use idp_core::outbound::{Calls, FetchError};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use crate::garde::{Garde, envoyer};

#[async_trait]
impl Calls for Garde {
    async fn post(
        &self,
        url: &str,
        body: Vec<u8>,
        content_type: &'static str,
        bearer: Option<&str>,
    ) -> Result<u16, FetchError> {
        let demande = self.demande(Method::POST, url)?.header(CONTENT_TYPE, content_type).body(body);
        let demande = match bearer {
            Some(jeton) => demande.bearer_auth(jeton),
            None => demande,
        };
        Ok(envoyer(demande).await?.status().as_u16())
    }
}
