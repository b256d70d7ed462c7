use std::sync::Arc;

use ambient::{Ambient, RestKey, Timestamp};
use ecps::AppareilId;
use sante::IdentifiantNational;

use super::erreur::EcpsError;
use super::port::{Appareils, Ecoute, Ensuite, Messages, Notification};
use super::reglages::Reglages;
use super::scellement::CleEmballage;
use super::source::Cles;
use super::textes::Courrier;
use crate::annuaire::Annuaire;
use crate::compteur::{Compteurs, Counted, Limit};
use crate::journal::{Acte, Bounded, Journal, event};
use crate::port::PortError;
use crate::presence::Presence;
use crate::spent::Spent;
use crate::stamp::Stamps;

/// What the three use cases of the e-CPS stand on; wiring builds one and shares it.
pub struct Socle {
    pub ambient: Ambient,
    pub rest_key: RestKey,
    pub emballage: CleEmballage,
    pub reglages: Reglages,
    pub annuaire: Arc<dyn Annuaire>,
    pub appareils: Arc<dyn Appareils>,
    pub compteurs: Arc<dyn Compteurs>,
    pub spent: Arc<dyn Spent>,
    pub presence: Arc<dyn Presence>,
    pub stamps: Arc<dyn Stamps>,
    pub journal: Arc<dyn Journal>,
    pub messages: Arc<dyn Messages>,
    pub notification: Arc<dyn Notification>,
    pub ensuite: Arc<dyn Ensuite>,
    pub ecoute: Arc<dyn Ecoute>,
}

impl Socle {
    pub(super) fn now(&self) -> Timestamp {
        self.ambient.now()
    }

    pub(super) fn cles(&self) -> Cles<'_> {
        Cles(&self.rest_key)
    }

    /// Counts one try. `None`: the limit was reached before.
    pub(super) async fn compter(&self, cle: &str, limite: Limit) -> Result<Option<u32>, PortError> {
        Ok(match self.compteurs.count(cle, limite, self.now()).await? {
            Counted::Within(n) => Some(n),
            Counted::Exhausted { .. } => None,
        })
    }

    /// The refusal of a signature, told to the journal first: bounded, because whoever holds no key can send these too.
    /// `appareil`: a phone of ours that the signature names, never one that is only claimed.
    pub(super) async fn signature_refusee(&self, appareil: Option<&AppareilId>, reason: &'static str) -> EcpsError {
        let acte = Acte::new(event::ECPS_SIGNATURE_REFUSED).with("reason", reason);
        let (about, acte) = match appareil {
            Some(id) => (id.as_str(), acte.with("appareil.id", id.as_str())),
            None => ("unknown", acte),
        };
        let bounded = Bounded { journal: &*self.journal, compteurs: &*self.compteurs, now: self.now() };
        bounded.record(about, acte).await.map_or_else(EcpsError::from, |()| EcpsError::SignatureRefusee(reason))
    }

    /// Tells a person by mail, and by SMS where the text asks for it, after the answer has left.
    pub(super) fn prevenir(&self, personne: IdentifiantNational, courrier: Courrier) {
        let (annuaire, messages) = (self.annuaire.clone(), self.messages.clone());
        self.ensuite.lancer(Box::pin(async move {
            match annuaire.correspondance(&personne).await {
                Ok(correspondance) => courrier.envoyer(&*messages, &correspondance).await,
                Err(cause) => tracing::warn!(%cause, "a notice found no correspondence data"),
            }
        }));
    }
}
