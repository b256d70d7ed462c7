//! What each means is worth in each profile: the table from which `acr` is answered (design §4). The weakest step of a
//! login sets its level.

use oidc::Acr;
use serde::{Deserialize, Serialize};

use crate::client::Profile;
use crate::moyen::MoyenKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    pub carte: Acr,
    pub ecps: Acr,
}

/// A setting that an operator can read and change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assurance {
    pub psc: Levels,
    pub oidc: Levels,
}

impl Default for Assurance {
    /// `psc` answers `eidas1` for every means: the only value that every relying party accepts (facts/psc.md §1.4).
    fn default() -> Self {
        Self {
            psc: Levels { carte: Acr::Eidas1, ecps: Acr::Eidas1 },
            oidc: Levels { carte: Acr::Eidas3, ecps: Acr::Eidas2 },
        }
    }
}

impl Assurance {
    pub fn of(&self, profile: Profile, kind: MoyenKind) -> Acr {
        let levels = match profile {
            Profile::Psc => self.psc,
            Profile::Oidc | Profile::Fapi2 | Profile::Fapi2MessageSigning | Profile::FapiCiba => self.oidc,
        };
        match kind {
            MoyenKind::Carte => levels.carte,
            MoyenKind::Ecps => levels.ecps,
        }
    }

    /// The means that reach `floor`, in the order in which a page offers them.
    pub fn reaching(&self, profile: Profile, floor: Option<Acr>) -> Vec<MoyenKind> {
        [MoyenKind::Carte, MoyenKind::Ecps]
            .into_iter()
            .filter(|kind| floor.is_none_or(|floor| self.of(profile, *kind) >= floor))
            .collect()
    }
}
