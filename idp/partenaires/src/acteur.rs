use crate::{CleApiId, CompteId, OrganisationId, Refus};

/// What somebody may do in one organisation; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Droit {
    Lire,
    /// Services, secrets, requests of their clients.
    Developper,
    /// People, keys of the API, the way to production.
    Gerer,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Qui {
    Compte(CompteId),
    Cle(CleApiId),
    /// On the machine itself, by the command line.
    Exploitant,
    /// Of the provider, in at the operators' door; by the identifier that the journal knows.
    Operateur(String),
}

impl Qui {
    /// As the journal names them.
    pub fn nom(&self) -> String {
        match self {
            Self::Compte(compte) => compte.to_string(),
            Self::Cle(cle) => cle.to_string(),
            Self::Exploitant => "operator".to_owned(),
            Self::Operateur(id) => id.clone(),
        }
    }
}

/// Somebody in one organisation. Only membership, a key or the command line makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acteur {
    pub organisation: OrganisationId,
    pub qui: Qui,
    pub droit: Droit,
}

impl Acteur {
    pub fn exploitant(organisation: OrganisationId) -> Self {
        Self::de_l_exploitation(organisation, Qui::Exploitant)
    }

    pub fn de_l_exploitation(organisation: OrganisationId, qui: Qui) -> Self {
        Self { organisation, qui, droit: Droit::Gerer }
    }

    pub fn exige(&self, droit: Droit) -> Result<(), Refus> {
        if self.droit >= droit { Ok(()) } else { Err(Refus::Droit) }
    }
}
