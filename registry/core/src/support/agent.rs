use std::collections::BTreeSet;

use sante::IdentifiantNational;

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
