//! Signing in with one, without naming oneself (WebAuthn §7.2).

use super::letters;
use super::{CeremonyError, Keyring, Passkey, PasskeyError};
use crate::interaction::InteractionId;
use crate::journal::{Acte, event};
use crate::moyen::Authentication;

impl Keyring {
    /// The question for any passkey of this host: options of `navigator.credentials.get`. The interaction is one that the
    /// browser has begun: whoever calls has looked at its cookie.
    pub async fn login_start(&self, interaction: &InteractionId) -> Result<String, PasskeyError> {
        let begun = self.deps.ceremonies.begin_login()?;
        self.ask(interaction.as_str(), None, begun.state).await?;
        Ok(begun.options)
    }

    /// Who signed, proven. Whether the passkey still serves is told only to who holds it.
    pub async fn login_finish(
        &self,
        interaction: &InteractionId,
        answer: &str,
    ) -> Result<Authentication, PasskeyError> {
        let question = self.asked(interaction.as_str()).await?;
        let named = self.deps.ceremonies.named(answer)?;
        let passkey = self.deps.passkeys.passkey(&named.id).await?.ok_or(PasskeyError::Unknown)?;
        if named.handle != Some(self.handle(&passkey.personne)) {
            return Err(PasskeyError::Refused("the user handle is another person's".to_owned()));
        }
        let used = match self.deps.ceremonies.finish_login(&question.state, answer, &passkey.credential) {
            Ok(used) => used,
            Err(CeremonyError::Counter) => return Err(self.copied(&passkey).await),
            Err(refusal) => return Err(refusal.into()),
        };
        let now = self.deps.ambient.now();
        self.still_serves(&passkey, now)?;
        match self.deps.passkeys.used(&passkey.id, &used, now).await? {
            true => Ok(Authentication { plafond: self.ceiling(&passkey), ..passkey.proves_at(now) }),
            // removed, or used by somebody who was faster, between two statements
            false => Err(PasskeyError::Stale),
        }
    }

    /// The weakest step sets the level: the proof on whose word it was added is one (checklist M22).
    fn ceiling(&self, passkey: &Passkey) -> Option<oidc::Acr> {
        self.deps.assurance.ceiling(passkey.kind(), passkey.given_by)
    }

    /// The operator may have come to list models since it was added: then what nobody vouches for serves no more.
    fn still_serves(&self, passkey: &Passkey, now: ambient::Timestamp) -> Result<(), PasskeyError> {
        match passkey.removed_at {
            Some(_) => Err(PasskeyError::Removed),
            None if passkey.expires_at <= now => Err(PasskeyError::Expired),
            None if self.deps.ceremonies.vouched_only() && !passkey.attested => {
                Err(PasskeyError::Model("it was added before models were listed".to_owned()))
            }
            None => Ok(()),
        }
    }

    /// Refused, and said: only its holder knows whether a second device has the key.
    async fn copied(&self, passkey: &Passkey) -> PasskeyError {
        let acte = Acte::new(event::PASSKEY_COUNTER_FELL)
            .with("passkey.id", passkey.id.as_str())
            .with("personne.id", passkey.personne.to_string());
        if let Err(error) = self.deps.journal.record(acte).await {
            return error.into();
        }
        self.tell(passkey.personne.clone(), letters::copied(passkey.name.as_str()));
        PasskeyError::Counter
    }
}
