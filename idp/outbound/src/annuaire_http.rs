use std::time::Duration;

use annuaire::{Correspondance, Evenements, Numero, Personne, chemin};
use async_trait::async_trait;
use idp_core::annuaire::{Annuaire, AnnuaireError};
use reqwest::{Client, Method, Response, StatusCode};
use sante::IdentifiantNational;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use crate::client::REPONSE;
use crate::corps;

/// A person with many exercises is some tens of kilobytes; a page of events some hundreds.
const PERSONNE: usize = 1 << 20;
const EVENEMENTS: usize = 8 << 20;

/// The registry's service, asked over HTTPS with a key.
#[derive(Debug)]
pub struct AnnuaireHttp {
    client: Client,
    base: Url,
    cle: SecretString,
}

impl AnnuaireHttp {
    /// `base`: the origin of the registry's service. `cle`: a key with the rights `lecture`, `correspondance`, `evenements`,
    /// `activation`.
    pub fn new(client: Client, base: Url, cle: SecretString) -> Self {
        Self { client, base, cle }
    }

    async fn lire<T: DeserializeOwned>(
        &self,
        chemin: &str,
        delai: Duration,
        limite: usize,
    ) -> Result<T, AnnuaireError> {
        let reponse = self.demander(Method::GET, chemin, delai).await?;
        match reponse.status() {
            StatusCode::OK => corps::json(reponse, limite).await.map_err(hors_service),
            autre => Err(refus(autre)),
        }
    }

    async fn demander(&self, methode: Method, chemin: &str, delai: Duration) -> Result<Response, AnnuaireError> {
        let url = self.base.join(chemin).map_err(hors_service)?;
        let demande = self.client.request(methode, url).bearer_auth(self.cle.expose_secret()).timeout(delai);
        demande.send().await.map_err(|error| hors_service(error.without_url()))
    }
}

fn refus(statut: StatusCode) -> AnnuaireError {
    match statut {
        StatusCode::NOT_FOUND => AnnuaireError::Inconnue,
        StatusCode::GONE => AnnuaireError::Desactivee,
        autre => AnnuaireError::HorsService(format!("it answered {autre}")),
    }
}

#[async_trait]
impl Annuaire for AnnuaireHttp {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        let personne: Personne = self.lire(&chemin::personne(identifiant), REPONSE, PERSONNE).await?;
        if personne.identifiant == *identifiant {
            Ok(personne)
        } else {
            Err(AnnuaireError::HorsService("it answered about somebody else".to_owned()))
        }
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        self.lire(&chemin::correspondance(identifiant), REPONSE, PERSONNE).await
    }

    async fn activation(&self, identifiant: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        match self.demander(Method::POST, &chemin::activation(identifiant), REPONSE).await?.status() {
            StatusCode::NO_CONTENT => Ok(true),
            StatusCode::CONFLICT => Ok(false),
            autre => Err(refus(autre)),
        }
    }

    async fn evenements(&self, apres: Numero, attente: u32) -> Result<Evenements, AnnuaireError> {
        let delai = REPONSE + Duration::from_secs(attente.into());
        match self.lire(&chemin::evenements(apres, attente), delai, EVENEMENTS).await {
            Err(AnnuaireError::Inconnue | AnnuaireError::Desactivee) => {
                Err(AnnuaireError::HorsService("it has no event log at this address".to_owned()))
            }
            autre => autre,
        }
    }
}

/// The whole chain of causes: `reqwest` says the useful part last.
fn hors_service(error: impl std::error::Error) -> AnnuaireError {
    let mut texte = error.to_string();
    let mut cause = error.source();
    while let Some(plus_loin) = cause {
        texte.push_str(": ");
        texte.push_str(&plus_loin.to_string());
        cause = plus_loin.source();
    }
    AnnuaireError::HorsService(texte)
}
