//! The phone of `try`: the same device code as the page, through the command line's own way.

use ambient::{Ambient, SecretString};
use mobile_sim_server::cli::{self, Activate, Adresses, Approve, Quoi, Verb};

use super::{Cible, EssaiError};

pub struct Telephone {
    adresses: Adresses,
    nom: String,
    pin: SecretString,
}

impl Telephone {
    /// A fresh phone for the professional of the target, its codes read from the inbox.
    pub async fn activer(cible: &Cible, authority: &[u8], ambient: &Ambient) -> Result<Self, EssaiError> {
        let cle = std::fs::read_to_string(&cible.cle_telephones);
        let cle = cle.map_err(|cause| EssaiError::fichier(&cible.cle_telephones, cause))?;
        let adresses = Adresses {
            service: cible.telephones.clone(),
            cle: SecretString::from(cle.trim()),
            boite: Some(cible.messagerie.clone()),
            autorite: Some(authority.to_vec()),
        };
        let nom = format!("Essai {}", ambient.chance.digits(6));
        let pin = SecretString::from("482913");
        let demande = Activate {
            identifiant: cible.professionnel.identifiant.clone(),
            pin: pin.clone(),
            telephone: Some(nom.clone()),
            depuis_boite: true,
            mobile: None,
            courriel: None,
            code_sms: None,
            code_courriel: None,
            de_nouveau: false,
        };
        cli::executer(Verb::Activate(demande), &adresses).await?;
        Ok(Self { adresses, nom, pin })
    }

    pub async fn approuver(&self, nombre: &str) -> Result<(), EssaiError> {
        let quoi = Quoi { telephone: Some(self.nom.clone()), attente: 20 };
        let verb = Verb::Approve(Approve { nombre: nombre.to_owned(), pin: self.pin.clone(), lieu: None, quoi });
        cli::executer(verb, &self.adresses).await?;
        Ok(())
    }
}
