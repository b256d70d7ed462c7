//! The people of the campaign: one with a card, one with a phone.

use std::path::PathBuf;
use std::sync::Arc;

use ambient::SecretString;
use mobile_sim_server::cli::{self, Activate, Adresses, Approve, CliError, Quoi, Refuse, Verb};
use sandbox::manifeste::Manifeste;
use serde_json::Value;

/// Who signs in, and with what.
#[derive(Clone)]
pub struct Personnes {
    /// Certificate and key of a card, PEM.
    pub carte: Arc<Vec<u8>>,
    /// Whose card it is.
    pub medecin: String,
    pub telephone: Arc<Telephone>,
}

/// An e-CPS on a simulated phone.
pub struct Telephone {
    adresses: Adresses,
    nom: String,
    pub identifiant: String,
    pin: SecretString,
}

#[derive(Debug, thiserror::Error)]
pub enum TelephoneError {
    #[error("{chemin}: {cause}")]
    Fichier { chemin: PathBuf, cause: std::io::Error },
    #[error("the phone: {0}")]
    Commande(#[from] CliError),
    #[error("the provider has no {0}")]
    Absente(&'static str),
}

const PIN: &str = "482913";

impl Personnes {
    pub async fn preparer(manifeste: &Manifeste, data: &std::path::Path) -> Result<Self, TelephoneError> {
        let carte = manifeste.cartes.iter().find(|carte| carte.qui == "medecin");
        let carte = lire(&carte.ok_or(TelephoneError::Absente("card"))?.pem)?;
        let telephone = Telephone::activer(manifeste, data).await?;
        let medecin = manifeste.personnes.iter().find(|personne| personne.qui == "medecin");
        let medecin = medecin.ok_or(TelephoneError::Absente("person"))?.identifiant.clone();
        Ok(Self { carte: Arc::new(carte), medecin, telephone: Arc::new(telephone) })
    }
}

impl Telephone {
    async fn activer(manifeste: &Manifeste, data: &std::path::Path) -> Result<Self, TelephoneError> {
        let qui = manifeste.personnes.iter().find(|personne| personne.qui == "aide-soignante");
        let identifiant = qui.ok_or(TelephoneError::Absente("person"))?.identifiant.clone();
        let cle = lire(&data.join("cles/telephones"))?;
        let adresses = Adresses {
            service: manifeste.telephones.clone(),
            cle: SecretString::from(String::from_utf8_lossy(&cle).trim()),
            boite: Some(manifeste.messagerie.clone()),
            autorite: Some(lire(&manifeste.ca)?),
        };
        let telephone = Self { adresses, nom: "Banc".to_owned(), identifiant, pin: SecretString::from(PIN) };
        // an e-CPS lasts: activating anew at each campaign would meet the provider's count
        if !telephone.actif().await? {
            telephone.enroler().await?;
        }
        Ok(telephone)
    }

    async fn actif(&self) -> Result<bool, TelephoneError> {
        let liste = cli::executer(Verb::List { json: true }, &self.adresses).await?;
        let liste: Value = serde_json::from_str(&liste).unwrap_or_default();
        let mut telephones = liste.as_array().into_iter().flatten();
        Ok(telephones.any(|telephone| telephone["nom"] == self.nom.as_str() && telephone["etat"] == "actif"))
    }

    async fn enroler(&self) -> Result<(), TelephoneError> {
        let demande = Activate {
            identifiant: self.identifiant.clone(),
            pin: self.pin.clone(),
            telephone: Some(self.nom.clone()),
            depuis_boite: true,
            mobile: None,
            courriel: None,
            code_sms: None,
            code_courriel: None,
            de_nouveau: true,
        };
        cli::executer(Verb::Activate(demande), &self.adresses).await?;
        Ok(())
    }

    pub async fn approuver(&self, nombre: &str) -> Result<(), CliError> {
        let demande = Approve { nombre: nombre.to_owned(), pin: self.pin.clone(), lieu: None, quoi: self.quoi() };
        cli::executer(Verb::Approve(demande), &self.adresses).await?;
        Ok(())
    }

    pub async fn refuser(&self) -> Result<(), CliError> {
        cli::executer(Verb::Refuse(Refuse { pas_moi: false, quoi: self.quoi() }), &self.adresses).await?;
        Ok(())
    }

    fn quoi(&self) -> Quoi {
        Quoi { telephone: Some(self.nom.clone()), attente: 20 }
    }
}

fn lire(chemin: &std::path::Path) -> Result<Vec<u8>, TelephoneError> {
    std::fs::read(chemin).map_err(|cause| TelephoneError::Fichier { chemin: chemin.to_owned(), cause })
}
