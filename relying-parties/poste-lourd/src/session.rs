//! What the login gave, and how it stays fresh.

use openidconnect::{OAuth2TokenResponse as _, SubjectIdentifier, TokenResponse as _};

use crate::fournisseur::{Erreur, Fournisseur, Identite, JetonIdentite, Jetons};

pub struct Session {
    jetons: Jetons,
    pub id_token: JetonIdentite,
    identite: Identite,
    sujet: SubjectIdentifier,
}

impl Session {
    pub async fn ouvrir(fournisseur: &Fournisseur, jetons: Jetons) -> Result<Self, Erreur> {
        let (id_token, sujet) = fournisseur.verifier(&jetons)?;
        let identite = fournisseur.identite(&jetons, &sujet).await?;
        Ok(Self { jetons, id_token, identite, sujet })
    }

    /// New tokens, and who this is read again: the role may have changed or ended. A session that is over says so, and is no more.
    pub async fn rafraichir(self, fournisseur: &Fournisseur) -> Result<Self, Erreur> {
        let ancien = self.jetons.refresh_token().cloned();
        let ancien = ancien.ok_or_else(|| Erreur::Refus("invalid_grant".to_owned(), String::new()))?;
        let champs = [("grant_type", "refresh_token"), ("refresh_token", ancien.secret())];
        let mut jetons = fournisseur.jetons(&champs).await?;
        let mut id_token = self.id_token;
        if jetons.id_token().is_some() {
            let (nouveau, sujet) = fournisseur.verifier(&jetons)?;
            if sujet != self.sujet {
                return Err(Erreur::Jeton("the refreshed ID token speaks of someone else".to_owned()));
            }
            id_token = nouveau;
        }
        if jetons.refresh_token().is_none() {
            jetons.set_refresh_token(Some(ancien)); // not rotated: the old one still serves (RFC 6749, 6)
        }
        let identite = fournisseur.identite(&jetons, &self.sujet).await?;
        Ok(Self { jetons, id_token, identite, sujet: self.sujet })
    }

    /// « Lucie FICTIF-GARNIER, 899900000110 »
    pub fn qui(&self) -> String {
        let prenom = self.identite.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        let famille = self.identite.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.as_str());
        let nom = [prenom, famille].map(Option::unwrap_or_default).join(" ");
        format!("{nom}, {}", self.identite.additional_claims().identifiant)
    }

    pub fn situation(&self) -> String {
        self.identite.additional_claims().situation()
    }

    /// Seconds for which what is said holds, and for which it can be renewed.
    pub fn durees(&self) -> (u64, u64) {
        let frais = self.jetons.expires_in().map_or(0, |duree| duree.as_secs());
        (frais, self.jetons.extra_fields().extra_fields().refresh_expires_in.unwrap_or_default())
    }
}
