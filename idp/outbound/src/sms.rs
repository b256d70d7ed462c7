use idp_core::port::PortError;
use reqwest::Client;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use url::Url;

/// An SMS gateway: `POST` of `{"destinataire": "+33…", "texte": "…"}` under a bearer key; any 2xx is an acceptance.
#[derive(Debug)]
pub struct PasserelleSms {
    client: Client,
    adresse: Url,
    cle: SecretString,
}

#[derive(Serialize)]
struct Envoi<'a> {
    destinataire: &'a str,
    texte: &'a str,
}

impl PasserelleSms {
    pub fn new(client: Client, adresse: Url, cle: SecretString) -> Self {
        Self { client, adresse, cle }
    }

    pub async fn envoyer(&self, destinataire: &str, texte: &str) -> Result<(), PortError> {
        let demande = self.client.post(self.adresse.clone()).bearer_auth(self.cle.expose_secret());
        let reponse = demande.json(&Envoi { destinataire, texte }).send().await;
        let statut = reponse.map_err(|error| PortError::unavailable("sms", error.without_url()))?.status();
        if statut.is_success() { Ok(()) } else { Err(PortError::unavailable("sms", format!("it answered {statut}"))) }
    }
}
