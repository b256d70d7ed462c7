use std::time::Duration;

use annuaire::{Correspondance, Evenements, Numero, Personne, chemin};
use async_trait::async_trait;
use idp_core::annuaire::{Annuaire, AnnuaireError};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, Response, StatusCode};
use sante::IdentifiantNational;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use tracing::Instrument as _;
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

/// Where a question goes, and what the registry's router calls it: a path holds a number, a trace does not.
struct Ou<'a> {
    chemin: &'a str,
    route: &'static str,
}

impl AnnuaireHttp {
    /// `base`: the origin of the registry's service. `cle`: a key with the rights `lecture`, `correspondance`, `evenements`,
    /// `activation`.
    pub fn new(client: Client, base: Url, cle: SecretString) -> Self {
        Self { client, base, cle }
    }

    async fn lire<T: DeserializeOwned>(&self, ou: Ou<'_>, delai: Duration, limite: usize) -> Result<T, AnnuaireError> {
        let reponse = self.demander(Method::GET, ou, delai).await?;
        match reponse.status() {
            StatusCode::OK => corps::json(reponse, limite).await.map_err(hors_service),
            autre => Err(refus(autre)),
        }
    }

    async fn demander(&self, methode: Method, ou: Ou<'_>, delai: Duration) -> Result<Response, AnnuaireError> {
        let url = self.base.join(ou.chemin).map_err(hors_service)?;
        let appel = traces::call(&methode, ou.route);
        let mut trace = HeaderMap::new();
        traces::carry(&appel, &mut trace);
        let demande = self.client.request(methode, url).bearer_auth(self.cle.expose_secret()).headers(trace);
        let reponse = demande.timeout(delai).send().instrument(appel.clone()).await;
        let reponse = reponse.map_err(|error| hors_service(error.without_url()))?;
        traces::answered(&appel, reponse.status());
        Ok(reponse)
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
        let ou = Ou { chemin: &chemin::personne(identifiant), route: chemin::PERSONNE };
        let personne: Personne = self.lire(ou, REPONSE, PERSONNE).await?;
        if personne.identifiant == *identifiant {
            Ok(personne)
        } else {
            Err(AnnuaireError::HorsService("it answered about somebody else".to_owned()))
        }
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        let ou = Ou { chemin: &chemin::correspondance(identifiant), route: chemin::CORRESPONDANCE };
        self.lire(ou, REPONSE, PERSONNE).await
    }

    async fn activation(&self, identifiant: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        let ou = Ou { chemin: &chemin::activation(identifiant), route: chemin::ACTIVATION };
        match self.demander(Method::POST, ou, REPONSE).await?.status() {
            StatusCode::NO_CONTENT => Ok(true),
            StatusCode::CONFLICT => Ok(false),
            autre => Err(refus(autre)),
        }
    }

    async fn evenements(&self, apres: Numero, attente: u32) -> Result<Evenements, AnnuaireError> {
        let delai = REPONSE + Duration::from_secs(attente.into());
        let ou = Ou { chemin: &chemin::evenements(apres, attente), route: chemin::EVENEMENTS };
        match self.lire(ou, delai, EVENEMENTS).await {
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
