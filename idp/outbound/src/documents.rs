use async_trait::async_trait;
use idp_core::outbound::{Documents, Expect, FetchError};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Response, StatusCode};

use crate::corps::{CorpsError, octets};
use crate::garde::{Garde, echec, envoyer};

#[async_trait]
impl Documents for Garde {
    async fn fetch(&self, url: &str, expect: Expect) -> Result<Vec<u8>, FetchError> {
        let reponse = envoyer(self.demande(Method::GET, url)?).await?;
        if reponse.status() != StatusCode::OK {
            return Err(FetchError::Status(reponse.status().as_u16()));
        }
        if !expect.media_types.is_empty() && !type_attendu(&reponse, expect.media_types) {
            return Err(FetchError::MediaType);
        }
        octets(reponse, expect.max_bytes).await.map_err(|error| match error {
            CorpsError::Coupe(cause) => echec(&cause),
            CorpsError::TropLong(limite) => FetchError::TooLong(limite),
            CorpsError::Illisible(_) => FetchError::Unreachable,
        })
    }
}

fn type_attendu(reponse: &Response, attendus: &[&str]) -> bool {
    let annonce = reponse.headers().get(CONTENT_TYPE).and_then(|valeur| valeur.to_str().ok()).unwrap_or_default();
    let annonce = annonce.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    attendus.contains(&annonce.as_str())
}
