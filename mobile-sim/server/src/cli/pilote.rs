use std::time::Duration;

use ambient::{ExposeSecret as _, SecretString};
use mobile_sim_web::{Apercu, TelephoneId};
use reqwest::{Client, Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use url::Url;

use super::boite::Codes;
use crate::api::{Activation, Approbation, Enrolement, NouveauTelephone, Probleme, Repondue};

/// Between two looks at whether a request came.
const PAUSE: Duration = Duration::from_millis(200);

/// Holds the phones of the service that runs, through its control API.
#[derive(Clone, Debug)]
pub struct Pilote {
    client: Client,
    service: Url,
    cle: SecretString,
}

#[derive(Debug, thiserror::Error)]
pub enum PiloteError {
    #[error("the phones are out of reach: {0}; is the sandbox running?")]
    Injoignable(#[from] reqwest::Error),
    #[error("{} ({})", .0.phrase, .0.code)]
    Refus(Probleme),
    #[error("no phone is called {0}; the list: {1}")]
    Inconnu(String, String),
    #[error("say which phone with --telephone; the list: {0}")]
    Lequel(String),
    #[error("the service's address cannot be used: {0}")]
    Adresse(#[from] url::ParseError),
}

impl Pilote {
    pub fn new(client: Client, service: Url, cle: SecretString) -> Self {
        Self { client, service, cle }
    }

    pub async fn lister(&self) -> Result<Vec<Apercu>, PiloteError> {
        let (_, reponse) = self.demander(Method::GET, "/api/telephones", None::<&()>).await?;
        lire(reponse).await
    }

    /// The phone of this name or identifier; without a name, the only one.
    pub async fn trouver(&self, nom: Option<&str>) -> Result<Apercu, PiloteError> {
        let mut telephones = self.lister().await?;
        let liste = telephones.iter().map(|telephone| telephone.nom.clone()).collect::<Vec<_>>().join(", ");
        match nom {
            Some(nom) => telephones
                .into_iter()
                .find(|telephone| telephone.nom == nom || telephone.id.as_str() == nom)
                .ok_or_else(|| PiloteError::Inconnu(nom.to_owned(), liste)),
            None if telephones.len() == 1 => telephones.pop().ok_or(PiloteError::Lequel(liste)),
            None => Err(PiloteError::Lequel(liste)),
        }
    }

    /// The phone of this name, made when there is none.
    pub async fn ouvrir(&self, nom: &str) -> Result<Apercu, PiloteError> {
        match self.trouver(Some(nom)).await {
            Err(PiloteError::Inconnu(..)) => {
                self.poster("/api/telephones", &NouveauTelephone { nom: nom.to_owned() }).await
            }
            autre => autre,
        }
    }

    /// Sends the two codes.
    pub async fn activer(&self, id: &TelephoneId, identifiant: &str, de_nouveau: bool) -> Result<Apercu, PiloteError> {
        let activation = Activation { identifiant: identifiant.to_owned(), de_nouveau };
        self.poster(&format!("/api/telephones/{id}/activation"), &activation).await
    }

    pub async fn enroler(&self, id: &TelephoneId, codes: &Codes, pin: &SecretString) -> Result<Apercu, PiloteError> {
        let Codes { sms, courriel } = codes.clone();
        let enrolement = Enrolement { code_sms: sms, code_courriel: courriel, pin: pin.clone() };
        self.poster(&format!("/api/telephones/{id}/enrolement"), &enrolement).await
    }

    /// Approves the request that is waiting, or that comes within `attente`.
    pub async fn approuver(
        &self,
        id: &TelephoneId,
        approbation: &Approbation,
        attente: Duration,
    ) -> Result<Repondue, PiloteError> {
        self.repondre(&format!("/api/telephones/{id}/approbation"), approbation, attente).await
    }

    /// Refuses it, or says "ce n'est pas moi".
    pub async fn refuser(&self, id: &TelephoneId, pas_moi: bool, attente: Duration) -> Result<Repondue, PiloteError> {
        let verbe = if pas_moi { "pas-moi" } else { "refus" };
        self.repondre(&format!("/api/telephones/{id}/{verbe}"), &json!({}), attente).await
    }

    /// 409 says that nothing is waiting yet.
    async fn repondre(&self, chemin: &str, corps: &impl Serialize, attente: Duration) -> Result<Repondue, PiloteError> {
        let fin = tokio::time::Instant::now() + attente;
        loop {
            let (statut, reponse) = self.demander(Method::POST, chemin, Some(corps)).await?;
            if statut != StatusCode::CONFLICT || tokio::time::Instant::now() >= fin {
                return lire(reponse).await;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn poster<T: DeserializeOwned>(&self, chemin: &str, corps: &impl Serialize) -> Result<T, PiloteError> {
        let (_, reponse) = self.demander(Method::POST, chemin, Some(corps)).await?;
        lire(reponse).await
    }

    async fn demander(
        &self,
        methode: Method,
        chemin: &str,
        corps: Option<&impl Serialize>,
    ) -> Result<(StatusCode, reqwest::Response), PiloteError> {
        let mut demande = self.client.request(methode, self.service.join(chemin)?);
        demande = demande.bearer_auth(self.cle.expose_secret());
        if let Some(corps) = corps {
            demande = demande.json(corps);
        }
        let reponse = demande.send().await?;
        Ok((reponse.status(), reponse))
    }
}

async fn lire<T: DeserializeOwned>(reponse: reqwest::Response) -> Result<T, PiloteError> {
    if reponse.status().is_success() {
        return Ok(reponse.json().await?);
    }
    Err(PiloteError::Refus(reponse.json().await?))
}
