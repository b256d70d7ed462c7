//! An account whose owner lost every passkey (docs/decisions/0046): the operator, who knows by other means who asks, ends what
//! there was and hands over a link. Mail alone gives nothing back.

use ambient::{ExposeSecret as _, Resting, Seconds, SecretString};
use annuaire::Correspondance;
use idp_core::journal::{Acte, event};

use super::Entree;
use crate::services::lisible;
use crate::{Courriel, Lien, Preuve, Refus, lettres};

/// How long the operator's link serves.
const VIE: Seconds = Seconds::hours(1);

impl Entree {
    /// Ends the passkeys, sessions and links of this account, and draws the link that opens it once. `constat`: how the
    /// operator knows who asks, for the journal.
    pub async fn rendre(&self, courriel: &str, constat: &str) -> Result<SecretString, Refus> {
        let courriel = Courriel::lu(courriel).ok_or(Refus::Courriel)?;
        let constat = lisible(constat).map_err(|_| Refus::SansMotif)?;
        let now = self.deps.ambient.now();
        let compte = self.deps.comptes.rendre(&courriel, now).await?.ok_or(Refus::Inconnu)?;
        let acte = Acte::new(event::PARTNER_ACCOUNT_GIVEN_BACK).with("account.id", compte.id.as_str());
        self.deps.journal.record(acte.with("evidence", constat)).await?;
        let secret = self.deps.ambient.secret();
        let lien = Lien { resting: self.resting_rendu(&secret), courriel: courriel.clone(), expire_le: now.plus(VIE) };
        self.deps.liens.garder(&lien).await?;
        self.prevenir(courriel).await;
        let adresse = &self.deps.reglages.adresse;
        Ok(SecretString::from(format!("{adresse}/entree/lien?l={}", secret.expose_secret())))
    }

    /// Now, since the command line that gave it back ends. A mail that does not leave changes nothing to what was done.
    async fn prevenir(&self, courriel: Courriel) {
        let lettre = lettres::rendu();
        let to = Correspondance { mobile: None, courriel: Some(courriel.as_str().to_owned()), activation_des: None };
        if let Err(error) = self.deps.messages.courriel(&to, lettre.sujet, &lettre.texte).await {
            tracing::error!(%error, "a mail to a partner did not leave");
        }
    }

    /// How a link may rest, and what it proves.
    pub(super) fn restings(&self, secret: &SecretString) -> [(Resting, Preuve); 2] {
        [(self.resting(secret), Preuve::Lien), (self.resting_rendu(secret), Preuve::Rendu)]
    }

    fn resting_rendu(&self, secret: &SecretString) -> Resting {
        self.deps.rest.rest("partenaire-lien-rendu", secret.expose_secret())
    }
}
