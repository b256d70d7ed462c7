//! What one person's login gave, and how it stays fresh.

use std::time::{Duration, Instant};

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{Nonce, OAuth2TokenResponse as _, RequestTokenError, TokenResponse as _};

use crate::fournisseur::{Decouvert, Fournisseur, Identite, JetonIdentite, Jetons, Sujet, verifier};
use crate::refus::Refus;

/// A token that ends within this time is renewed before it is used.
const MARGE: Duration = Duration::from_secs(10);

pub struct Session {
    pub jetons: Jetons,
    pub id_token: JetonIdentite,
    pub identite: Identite,
    pub sujet: Sujet,
    frais_jusque: Instant,
    /// Never later than the provider's own session.
    fin: Instant,
}

impl Session {
    /// Opens a session on the tokens of a login, once they are verified.
    pub async fn ouvrir(
        fournisseur: &Fournisseur,
        decouvert: &Decouvert,
        jetons: Jetons,
        nonce: &Nonce,
    ) -> Result<Self, Refus> {
        let (id_token, sujet) = verifier(&decouvert.client, &jetons, nonce)?;
        let identite = fournisseur.identite(decouvert, &jetons, &sujet.sub).await?;
        let (frais_jusque, fin) = durees(&jetons);
        Ok(Self { jetons, id_token, identite, sujet, frais_jusque, fin })
    }

    pub fn vit(&self) -> bool {
        self.fin > Instant::now()
    }

    /// Renews the tokens when they are about to end, and reads again who this is: the role may have changed or ended.
    pub async fn rafraichir(&mut self, fournisseur: &Fournisseur) -> Result<(), Refus> {
        if self.frais_jusque > Instant::now() + MARGE {
            return Ok(());
        }
        self.renouveler(fournisseur).await
    }

    /// The same, although they are fresh.
    pub async fn renouveler(&mut self, fournisseur: &Fournisseur) -> Result<(), Refus> {
        let refresh_token = self.jetons.refresh_token().filter(|_| self.vit()).ok_or(Refus::Fin)?.clone();
        let decouvert = fournisseur.decouvert().await?;
        let demande = decouvert.client.exchange_refresh_token(&refresh_token).map_err(Refus::injoignable)?;
        let mut jetons = demande.request_async(&fournisseur.http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(answer) if *answer.error() == CoreErrorResponseType::InvalidGrant => {
                Refus::Fin
            }
            autre => Refus::echange(autre),
        })?;
        if jetons.id_token().is_some() {
            // A nonce belongs to the login alone; the person must still be the same (OpenID Connect Core 12.2).
            let (id_token, sujet) = verifier(&decouvert.client, &jetons, |_: Option<&Nonce>| Ok(()))?;
            if sujet.sub != self.sujet.sub {
                return Err(Refus::Jeton("the refreshed ID token speaks of someone else".to_owned()));
            }
            self.id_token = id_token;
        }
        if jetons.refresh_token().is_none() {
            jetons.set_refresh_token(Some(refresh_token)); // not rotated: the old one still serves (RFC 6749, 6)
        }
        self.identite = fournisseur.identite(&decouvert, &jetons, &self.sujet.sub).await?;
        (self.frais_jusque, self.fin) = durees(&jetons);
        self.jetons = jetons;
        Ok(())
    }
}

/// When the access token ends, and when the session does: with the refresh token, or with the access token if there is none.
fn durees(jetons: &Jetons) -> (Instant, Instant) {
    let now = Instant::now();
    let frais_jusque = now + jetons.expires_in().unwrap_or_default();
    let renouvelable = jetons.refresh_token().and(jetons.extra_fields().extra_fields().refresh_expires_in);
    (frais_jusque, renouvelable.map_or(frais_jusque, |seconds| now + Duration::from_secs(seconds)))
}
