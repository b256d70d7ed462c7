use std::collections::BTreeSet;

use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::en_service::{self, Service};
use crate::port::{Chantier, PortError, Registre};

/// Somebody of the support: only the team's list makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentSupport(IdentifiantNational);

/// Who is in the support, as the configuration lists them.
#[derive(Clone, Debug, Default)]
pub struct Equipe(BTreeSet<IdentifiantNational>);

impl AgentSupport {
    pub const fn identifiant(&self) -> &IdentifiantNational {
        &self.0
    }

    /// Whether they still may act, asked in the transaction of what they do.
    pub(crate) async fn en_service(&self, chantier: &mut dyn Chantier, le: Timestamp) -> Result<Service, PortError> {
        en_service::actif(chantier, &self.0, le).await
    }

    /// The same, for a page.
    pub async fn en_service_au(&self, registre: &dyn Registre, le: Timestamp) -> Result<Service, PortError> {
        en_service::actif_au(registre, &self.0, le).await
    }
}

impl FromIterator<IdentifiantNational> for Equipe {
    fn from_iter<I: IntoIterator<Item = IdentifiantNational>>(agents: I) -> Self {
        Self(agents.into_iter().collect())
    }
}

impl Equipe {
    /// `None`: not of the support.
    pub fn agent(&self, identifiant: &IdentifiantNational) -> Option<AgentSupport> {
        self.0.get(identifiant).cloned().map(AgentSupport)
    }
}
