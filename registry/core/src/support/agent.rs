use std::collections::BTreeSet;

use sante::IdentifiantNational;

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

    /// Whether the registry still holds them active: the list is read when the service starts, a card ends any day. Asked
    /// in the transaction of what they do.
    pub(crate) async fn en_service(&self, chantier: &mut dyn Chantier) -> Result<bool, PortError> {
        let connue = chantier.connues(std::slice::from_ref(&self.0)).await?.pop();
        Ok(connue.is_some_and(|connue| connue.personne.desactivation().is_none()))
    }

    /// The same, for a page.
    pub(crate) async fn en_service_au(&self, registre: &dyn Registre) -> Result<bool, PortError> {
        let fiche = registre.fiche(&self.0).await?;
        Ok(fiche.is_some_and(|fiche| fiche.personne.desactivation().is_none()))
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
