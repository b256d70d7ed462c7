use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::demande::{DemandeId, VueGestionnaire};
use crate::lot::Ecart;

/// What the preview says of a line. Nothing is written before somebody confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "constat")]
pub enum Constat {
    /// The person gets a number.
    Prete,
    /// The person has a number: they get one more place of work (ENR-11).
    Rattachement {
        deja: Deja,
    },
    /// The person looks like somebody: a request waits for a decision (ENR-15).
    ADecider {
        deja: Deja,
    },
    /// The person works there already, as that, in that role.
    EnPlace,
    Refusee {
        ecarts: Vec<Ecart>,
    },
}

/// Where somebody is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deja {
    Registre,
    /// An earlier line of the same file.
    Ligne(u32),
}

/// What came of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "issue")]
pub enum Issue {
    Inscrite {
        personne: IdentifiantNational,
    },
    Rattachee {
        personne: IdentifiantNational,
    },
    AExaminer {
        demande: DemandeId,
    },
    EnPlace,
    /// The registry answers the professional (NOT-03).
    Transmise,
    Refusee {
        ecarts: Vec<Ecart>,
    },
}

/// Where a line stands, in one word: as it is stored, counted and chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Etat {
    Refusee,
    ADecider,
    Rattachement,
    Prete,
    EnPlace,
    Inscrite,
    Rattachee,
    AExaminer,
    Transmise,
}

impl Constat {
    pub const fn etat(&self) -> Etat {
        match self {
            Self::Prete => Etat::Prete,
            Self::Rattachement { .. } => Etat::Rattachement,
            Self::ADecider { .. } => Etat::ADecider,
            Self::EnPlace => Etat::EnPlace,
            Self::Refusee { .. } => Etat::Refusee,
        }
    }

    pub fn refus(ecart: Ecart) -> Self {
        Self::Refusee { ecarts: vec![ecart] }
    }
}

impl Issue {
    pub const fn etat(&self) -> Etat {
        match self {
            Self::Inscrite { .. } => Etat::Inscrite,
            Self::Rattachee { .. } => Etat::Rattachee,
            Self::AExaminer { .. } => Etat::AExaminer,
            Self::EnPlace => Etat::EnPlace,
            Self::Transmise => Etat::Transmise,
            Self::Refusee { .. } => Etat::Refusee,
        }
    }

    /// What a registration answered.
    pub fn de_la_vue(vue: &VueGestionnaire, demande: DemandeId) -> Self {
        match vue {
            VueGestionnaire::Validee { personne } => Self::Inscrite { personne: personne.clone() },
            VueGestionnaire::AExaminer { .. } | VueGestionnaire::ADecider => Self::AExaminer { demande },
            VueGestionnaire::Rejetee { .. } | VueGestionnaire::Transmise | VueGestionnaire::Retiree => Self::Transmise,
        }
    }
}

impl Etat {
    /// What asks for somebody first.
    pub const TOUS: [Self; 9] = [
        Self::Refusee,
        Self::AExaminer,
        Self::ADecider,
        Self::Rattachement,
        Self::Prete,
        Self::Transmise,
        Self::Rattachee,
        Self::Inscrite,
        Self::EnPlace,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refusee => "REFUSEE",
            Self::ADecider => "A_DECIDER",
            Self::Rattachement => "RATTACHEMENT",
            Self::Prete => "PRETE",
            Self::EnPlace => "EN_PLACE",
            Self::Inscrite => "INSCRITE",
            Self::Rattachee => "RATTACHEE",
            Self::AExaminer => "A_EXAMINER",
            Self::Transmise => "TRANSMISE",
        }
    }

    pub fn lu(texte: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|etat| etat.as_str() == texte)
    }

    /// Whether the work still has to come to it.
    pub const fn a_faire(self) -> bool {
        matches!(self, Self::Prete | Self::Rattachement | Self::ADecider)
    }

    /// In the words of the report.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Refusee => "Refusée",
            Self::ADecider => "Ressemble à quelqu’un",
            Self::Rattachement => "Sera rattachée",
            Self::Prete => "Prête",
            Self::EnPlace => "Déjà en place",
            Self::Inscrite => "Inscrite",
            Self::Rattachee => "Rattachée",
            Self::AExaminer => "À examiner",
            Self::Transmise => "Transmise au registre",
        }
    }
}
