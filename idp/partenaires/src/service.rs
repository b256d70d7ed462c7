//! A service of an organisation, and its clients: one of the sandbox at once, one of production once the operator accepted it.

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::port::PortError;
use serde::{Deserialize, Serialize};

use crate::{Fiche, OrganisationId};

ambient::typed_id! {
    pub struct ServiceId;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environnement {
    Essai,
    Production,
}

impl Environnement {
    pub const TOUS: [Self; 2] = [Self::Essai, Self::Production];

    pub const fn mot(self) -> &'static str {
        match self {
            Self::Essai => "essai",
            Self::Production => "production",
        }
    }

    pub fn lu(mot: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|lieu| lieu.mot() == mot)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub id: ServiceId,
    pub organisation: OrganisationId,
    /// As the team declares it; production has the one that was accepted.
    pub fiche: Fiche,
    pub essai: Option<ClientId>,
    pub production: Option<ClientId>,
    pub cree_le: Timestamp,
    /// Grows at each change: two people who change the same service see each other.
    pub version: i64,
}

impl Service {
    pub const fn client(&self, lieu: Environnement) -> Option<&ClientId> {
        match lieu {
            Environnement::Essai => self.essai.as_ref(),
            Environnement::Production => self.production.as_ref(),
        }
    }
}

#[async_trait]
pub trait Services: Send + Sync {
    /// `false`: the organisation has `most` already.
    async fn creer(&self, service: &Service, most: u32) -> Result<bool, PortError>;
    async fn service(&self, id: &ServiceId) -> Result<Option<Service>, PortError>;
    /// The oldest first.
    async fn d_organisation(&self, id: &OrganisationId) -> Result<Vec<Service>, PortError>;
    /// In the place of the version before, in one statement. `false`: it is another one now.
    async fn remplacer(&self, service: &Service) -> Result<bool, PortError>;
    async fn retirer(&self, id: &ServiceId) -> Result<(), PortError>;
}
