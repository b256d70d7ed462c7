use ambient::Timestamp;
use serde::{Deserialize, Serialize};

use crate::habilitation::Titre;

/// A right over a structure, as its holder is told of it (GES-02).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroitDit {
    /// How the holder is greeted.
    pub prenom: String,
    pub titre: Titre,
    /// The structure's name.
    pub lieu: String,
    /// With every establishment of it (GES-13).
    pub organisme: bool,
    pub suite: SuiteDroit,
}

/// What becomes of the right. `fin` is the first instant at which it no longer holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteDroit {
    /// `par`: who named them, by name; `None`: the contract does. `debut`: only where it is to come.
    Accorde {
        par: Option<String>,
        debut: Option<Timestamp>,
        fin: Option<Timestamp>,
    },
    /// By whoever may, or because a successor takes the place.
    Retire {
        le: Timestamp,
    },
    Finissant {
        fin: Timestamp,
    },
    /// Somebody, by name, asks the ANS for it; nothing changes before it answers (CON-11).
    Convoite {
        par: String,
    },
}

impl SuiteDroit {
    pub(super) const fn nature(&self) -> &'static str {
        match self {
            Self::Accorde { .. } => "droit_accorde",
            Self::Retire { .. } => "droit_retire",
            Self::Finissant { .. } => "droit_finissant",
            Self::Convoite { .. } => "droit_convoite",
        }
    }
}
