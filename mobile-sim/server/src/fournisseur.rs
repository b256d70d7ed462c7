use async_trait::async_trait;
use mobile_device::{Injoignable, Provider, ReponseBrute};
use reqwest::header::CONTENT_TYPE;
use url::Url;

/// What a phone reads of an answer.
const REPONSE: usize = 64 * 1_024;

/// The authorization host, over HTTPS: a certificate that the client does not trust is a provider out of reach.
#[derive(Debug)]
pub struct FournisseurHttp {
    client: reqwest::Client,
    hote: Url,
}

impl FournisseurHttp {
    /// `hote`: the authorization host, for example `https://localhost:8441`.
    pub fn new(client: reqwest::Client, hote: Url) -> Self {
        Self { client, hote }
    }
}

#[async_trait]
impl Provider for FournisseurHttp {
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable> {
        let url = self.hote.join(chemin).map_err(|error| Injoignable(error.to_string()))?;
        let demande = self.client.post(url).header(CONTENT_TYPE, "application/json").body(corps);
        let mut reponse = demande.send().await.map_err(injoignable)?;
        let statut = reponse.status().as_u16();
        let mut octets = Vec::new();
        while let Some(morceau) = reponse.chunk().await.map_err(injoignable)? {
            if octets.len() + morceau.len() > REPONSE {
                return Err(Injoignable(format!("an answer longer than {REPONSE} octets")));
            }
            octets.extend_from_slice(&morceau);
        }
        let corps = String::from_utf8(octets).map_err(|error| Injoignable(error.to_string()))?;
        Ok(ReponseBrute { statut, corps })
    }
}

fn injoignable(error: reqwest::Error) -> Injoignable {
    Injoignable(error.without_url().to_string())
}
