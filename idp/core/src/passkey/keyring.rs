use std::sync::Arc;

use ambient::{Ambient, RestKey, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Ceremonies, PasskeyError, PasskeySettings, Passkeys};
use crate::annuaire::Annuaire;
use crate::assurance::Assurance;
use crate::ecps::{Courrier, Ensuite, Messages};
use crate::journal::Journal;
use crate::presence::{Presence, Shelf};
use crate::spent::Spent;
use crate::stamp::Stamps;

/// What the keyring stands on.
#[derive(Clone)]
pub struct KeyringDeps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub settings: PasskeySettings,
    pub assurance: Assurance,
    pub ceremonies: Arc<dyn Ceremonies>,
    pub passkeys: Arc<dyn Passkeys>,
    pub presence: Arc<dyn Presence>,
    pub spent: Arc<dyn Spent>,
    pub stamps: Arc<dyn Stamps>,
    pub annuaire: Arc<dyn Annuaire>,
    pub messages: Arc<dyn Messages>,
    pub ensuite: Arc<dyn Ensuite>,
    pub journal: Arc<dyn Journal>,
}

/// A question that an authenticator is to answer. It serves once, for who or what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Question {
    /// Who adds a passkey; `None`: somebody signs in.
    pub personne: Option<IdentifiantNational>,
    pub state: String,
    pub asked_at: Timestamp,
}

/// The passkeys of people: added, used, shown, removed.
#[derive(Clone)]
pub struct Keyring {
    pub(super) deps: Arc<KeyringDeps>,
    pub(super) questions: Shelf<Question>,
}

impl Keyring {
    pub fn new(deps: KeyringDeps) -> Self {
        let questions = Shelf::new(deps.presence.clone(), "passkey");
        Self { deps: Arc::new(deps), questions }
    }

    /// A later question for the same browser takes the place of the earlier one.
    pub(super) async fn ask(
        &self,
        whom: &str,
        personne: Option<IdentifiantNational>,
        state: String,
    ) -> Result<(), PasskeyError> {
        let question = Question { personne, state, asked_at: self.deps.ambient.now() };
        self.questions.remove(whom).await?;
        match self.questions.create(whom, &question, self.deps.settings.question).await? {
            true => Ok(()),
            false => Err(PasskeyError::Stale),
        }
    }

    /// Takes the question for good: an answer that is refused needs another one. Spent durably too, so that none comes back
    /// with a replica.
    pub(super) async fn asked(&self, whom: &str) -> Result<Question, PasskeyError> {
        let question = self.questions.take(whom).await?.ok_or(PasskeyError::Stale)?;
        let spent = self.deps.rest.rest("passkey.question", &question.state);
        let life = self.deps.settings.question;
        let now = self.deps.ambient.now();
        let first = self.deps.spent.spend("passkey.question", &spent, now.plus(life).plus(life)).await?;
        match first && now < question.asked_at.plus(life) {
            true => Ok(question),
            false => Err(PasskeyError::Stale),
        }
    }

    /// `user.id`: derived, so that every passkey of a person has the same and nothing has to be kept for it.
    pub(super) fn handle(&self, personne: &IdentifiantNational) -> Uuid {
        let resting = self.deps.rest.rest("passkey.handle", &personne.to_string());
        let mut bytes = [0; 16];
        let digest = URL_SAFE_NO_PAD.decode(resting.as_str()).unwrap_or_default();
        bytes.iter_mut().zip(digest).for_each(|(byte, drawn)| *byte = drawn);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    /// Tells the person, after the answer has left.
    pub(super) fn tell(&self, personne: IdentifiantNational, courrier: Courrier) {
        let (annuaire, messages) = (self.deps.annuaire.clone(), self.deps.messages.clone());
        self.deps.ensuite.lancer(Box::pin(async move {
            match annuaire.correspondance(&personne).await {
                Ok(correspondance) => courrier.envoyer(&*messages, &correspondance).await,
                Err(cause) => tracing::warn!(%cause, "a notice found no correspondence data"),
            }
        }));
    }
}
