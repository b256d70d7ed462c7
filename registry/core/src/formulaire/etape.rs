use ambient::Timestamp;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// Each stage holds what is true in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etape")]
pub enum EtapeFormulaire {
    /// To the ANS.
    Envoye,
    /// Given back to its author, who mends it and sends it again.
    AReprendre {
        motif: String,
        par: IdentifiantNational,
        le: Timestamp,
    },
    /// `porteur` is what the card says; the contract, where there is one, holds from that day.
    Accepte {
        porteur: IdentifiantNational,
        par: IdentifiantNational,
        le: Timestamp,
    },
    Rejete {
        motif: String,
        par: IdentifiantNational,
        le: Timestamp,
    },
    /// By its author.
    Retire {
        le: Timestamp,
    },
    /// Something else settled it while it was under way.
    SansSuite {
        le: Timestamp,
        #[serde(default)]
        cause: CauseSansSuite,
    },
}

/// What left a form without an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseSansSuite {
    /// The contract ended.
    #[default]
    ContratTermine,
    /// The contract was given to somebody else who asked for it.
    ContratAccorde,
}

/// A stage, as it is stored, told and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StadeFormulaire {
    Envoye,
    AReprendre,
    Accepte,
    Rejete,
    Retire,
    SansSuite,
}

impl EtapeFormulaire {
    pub const fn stade(&self) -> StadeFormulaire {
        match self {
            Self::Envoye => StadeFormulaire::Envoye,
            Self::AReprendre { .. } => StadeFormulaire::AReprendre,
            Self::Accepte { .. } => StadeFormulaire::Accepte,
            Self::Rejete { .. } => StadeFormulaire::Rejete,
            Self::Retire { .. } => StadeFormulaire::Retire,
            Self::SansSuite { .. } => StadeFormulaire::SansSuite,
        }
    }

    /// Somebody may still act on it.
    pub const fn ouvert(&self) -> bool {
        matches!(self, Self::Envoye | Self::AReprendre { .. })
    }

    /// What was answered.
    pub fn motif(&self) -> &str {
        match self {
            Self::AReprendre { motif, .. } | Self::Rejete { motif, .. } => motif,
            _ => "",
        }
    }
}

impl StadeFormulaire {
    pub const TOUS: [Self; 6] =
        [Self::Envoye, Self::AReprendre, Self::Accepte, Self::Rejete, Self::Retire, Self::SansSuite];

    pub const fn nom(self) -> &'static str {
        match self {
            Self::Envoye => "ENVOYE",
            Self::AReprendre => "A_REPRENDRE",
            Self::Accepte => "ACCEPTE",
            Self::Rejete => "REJETE",
            Self::Retire => "RETIRE",
            Self::SansSuite => "SANS_SUITE",
        }
    }
}
