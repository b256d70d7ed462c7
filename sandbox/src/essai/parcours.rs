//! From a relying party's address back to it: what a person does on the provider's pages.

use std::time::{Duration, Instant};

use url::Url;

use super::EssaiError;
use super::navigateur::{Arrivee, Ecran, Navigateur};
use super::telephone::Telephone;

/// How the person proves who they are.
pub enum Moyen {
    Ecps(Box<Telephone>),
    /// The certificate is in the browser already.
    Carte,
}

impl Moyen {
    /// The claim `authMode` that this means gives.
    pub fn auth_mode(&self) -> &'static str {
        match self {
            Self::Ecps(_) => "MOBILE",
            Self::Carte => "CARD",
        }
    }
}

pub struct Parcours {
    pub navigateur: Navigateur,
    pub identifiant: String,
    pub moyen: Moyen,
}

/// How long a person waits before giving up.
const PATIENCE: Duration = Duration::from_secs(60);

impl Parcours {
    /// Walks from `depart` until an address begins with `arrivee`, and gives that address.
    pub async fn marcher(&self, depart: Url, arrivee: &str) -> Result<Url, EssaiError> {
        let started = Instant::now();
        let mut approuvee = false;
        let mut ici = self.navigateur.ouvrir(depart, arrivee).await?;
        while started.elapsed() < PATIENCE {
            let ecran = match ici {
                Arrivee::Attendue(url) => return Ok(url),
                Arrivee::Ecran(ecran) => ecran,
            };
            ici = self.repondre(ecran, arrivee, &mut approuvee).await?;
        }
        Err(EssaiError::Attente(arrivee.to_owned()))
    }

    async fn repondre(&self, ecran: Ecran, arrivee: &str, approuvee: &mut bool) -> Result<Arrivee, EssaiError> {
        if let Some(chiffres) = ecran.texte_de(".digits .visually-hidden").or_else(|| ecran.texte_de(".digits")) {
            if let (false, Moyen::Ecps(telephone)) = (*approuvee, &self.moyen) {
                let nombre: String = chiffres.chars().filter(char::is_ascii_digit).take(2).collect();
                telephone.approuver(&nombre).await?;
                *approuvee = true;
            } else {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            return self.navigateur.ouvrir(ecran.url, arrivee).await;
        }
        if ecran.texte_de("#numero").is_some() {
            return self.commencer(&ecran, arrivee).await;
        }
        if let Some(formulaire) = ecran.formulaire_avec("situation") {
            let premiere =
                formulaire.choix.iter().find(|(nom, _)| nom == "situation").map(|(_, valeur)| valeur.clone());
            let situation = premiere.ok_or_else(|| EssaiError::Suite(ecran.url.clone()))?;
            return self.navigateur.envoyer(&formulaire, &[("situation", &situation)], arrivee).await;
        }
        let suite = ecran.formulaires().into_iter().find(|f| f.post && !f.action.path().contains("annul"));
        match suite {
            Some(formulaire) => self.navigateur.envoyer(&formulaire, &[], arrivee).await,
            None => Err(EssaiError::Suite(ecran.url)),
        }
    }

    /// The login page: types the number, or takes the way of the card.
    async fn commencer(&self, ecran: &Ecran, arrivee: &str) -> Result<Arrivee, EssaiError> {
        let suite = || EssaiError::Suite(ecran.url.clone());
        match &self.moyen {
            Moyen::Ecps(_) => {
                let formulaire = ecran.formulaire_avec("numero").ok_or_else(suite)?;
                self.navigateur.envoyer(&formulaire, &[("numero", &self.identifiant)], arrivee).await
            }
            Moyen::Carte => self.navigateur.ouvrir(ecran.lien("/carte/").ok_or_else(suite)?, arrivee).await,
        }
    }
}
