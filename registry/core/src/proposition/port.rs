use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::{Proposition, PropositionId};
use crate::port::PortError;
use crate::structure::CleStructure;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    Contact,
    EtatCivil,
    /// In service or out of it.
    Activite,
    /// Contact data frozen, put back, given free.
    Gel,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    Ouverte,
    Confirmee,
    Abandonnee,
    /// Nobody decided in time.
    Perimee,
}

/// How a proposal ends, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tranchee {
    pub issue: Issue,
    pub par: IdentifiantNational,
    pub le: Timestamp,
}

impl Genre {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "CONTACT",
            Self::EtatCivil => "ETAT_CIVIL",
            Self::Activite => "ACTIVITE",
            Self::Gel => "GEL",
        }
    }
}

impl Issue {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ouverte => "OUVERTE",
            Self::Confirmee => "CONFIRMEE",
            Self::Abandonnee => "ABANDONNEE",
            Self::Perimee => "PERIMEE",
        }
    }

    pub fn lue(texte: &str) -> Option<Self> {
        [Self::Ouverte, Self::Confirmee, Self::Abandonnee, Self::Perimee]
            .into_iter()
            .find(|issue| issue.as_str() == texte)
    }
}

/// What a chantier does with proposals.
#[async_trait]
pub trait Ecrits: Send {
    /// `false`: one of this kind is open for this person.
    async fn proposer(&mut self, proposition: &Proposition) -> Result<bool, PortError>;
    /// `None`: no such proposal. Of one that is closed, only how it ended.
    async fn proposition(&mut self, id: &PropositionId) -> Result<Option<Result<Proposition, Issue>>, PortError>;
    /// `false`: it was not open any more, or it lapsed, or whoever confirms proposed it. Its content is forgotten.
    async fn clore_proposition(&mut self, id: &PropositionId, tranchee: &Tranchee) -> Result<bool, PortError>;
    /// Closes those whose time is over, and forgets their content.
    async fn perimer(&mut self, maintenant: Timestamp) -> Result<(), PortError>;
}

/// Those that wait for a second person.
#[async_trait]
pub trait Propositions: Send + Sync {
    /// Oldest first. `structures`: in whose name; `None` for those of the support.
    async fn ouvertes(
        &self,
        genre: Genre,
        structures: Option<&[CleStructure]>,
        maintenant: Timestamp,
    ) -> Result<Vec<Proposition>, PortError>;
}
