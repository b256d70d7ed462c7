use ecps::DemandeId;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::Ciba;
use super::service::Waiting;
use crate::ecps::{DemandeError, DemandeEtat, NouvelleDemande, Prise};
use crate::moyen::{Authentication, MoyenKind};
use crate::port::PortError;

/// What answers a service that asks by itself (facts/psc.md §4.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Channel {
    #[default]
    Mobile,
    /// The card in the reader of the person's workstation.
    Card,
}

impl Channel {
    pub const fn kind(self) -> MoyenKind {
        match self {
            Self::Mobile => MoyenKind::Ecps,
            Self::Card => MoyenKind::Carte,
        }
    }
}

/// One question each, to the phone or to the card.
impl Ciba {
    pub(super) async fn put(
        &self,
        waiting: &Waiting,
        personne: IdentifiantNational,
        (nouvelle, floor): (NouvelleDemande, Option<oidc::Acr>),
    ) -> Result<(), DemandeError> {
        let id: DemandeId = waiting.demande.clone();
        match waiting.channel {
            Channel::Mobile => self.deps.devices.poser(id, personne, nouvelle).await,
            Channel::Card => Ok(self.deps.cards.poser(id, personne, (nouvelle, floor)).await?),
        }
    }

    pub(super) async fn state(&self, waiting: &Waiting) -> Result<DemandeEtat, PortError> {
        match waiting.channel {
            Channel::Mobile => self.deps.devices.etat(&waiting.demande).await,
            Channel::Card => self.deps.cards.etat(&waiting.demande).await,
        }
    }

    pub(super) async fn take(&self, waiting: &Waiting) -> Result<Prise, DemandeError> {
        match waiting.channel {
            Channel::Mobile => self.deps.devices.prendre(&waiting.demande).await,
            Channel::Card => self.deps.cards.prendre(&waiting.demande).await,
        }
    }

    /// Whether the means of this proof still serves.
    pub(super) async fn serves(&self, waiting: &Waiting, preuve: &Authentication) -> Result<bool, PortError> {
        match waiting.channel {
            Channel::Mobile => self.deps.devices.sert(preuve).await,
            Channel::Card => self.deps.cards.sert(preuve).await,
        }
    }
}
