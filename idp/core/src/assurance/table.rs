use oidc::Acr;
use serde::{Deserialize, Serialize};

use crate::moyen::MoyenKind;

/// One line of the table: the level of each means, and the `auth_level` beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    pub carte: Acr,
    pub ecps: Acr,
    /// Absent: as the e-CPS.
    pub passkey: Option<Acr>,
    /// A passkey of a listed model, for which its maker vouches. Absent: as another passkey.
    pub passkey_attestee: Option<Acr>,
    /// Told to clients of Pro Santé Connect's profile, as text; absent: not told.
    pub auth_level: Option<u8>,
}

impl Levels {
    /// What the means are worth: the card high, what replaces it for a login substantial. A passkey is given on the word of
    /// an e-CPS, so it is never worth more than one unless the operator says so of listed models.
    pub const WORTH: Self = Self { carte: Acr::Eidas3, ..Self::all(Acr::Eidas2) };

    const fn all(acr: Acr) -> Self {
        Self { carte: acr, ecps: acr, passkey: None, passkey_attestee: None, auth_level: None }
    }

    pub fn of(&self, kind: MoyenKind) -> Acr {
        let passkey = self.passkey.unwrap_or(self.ecps);
        match kind {
            MoyenKind::Carte => self.carte,
            MoyenKind::Ecps => self.ecps,
            MoyenKind::Passkey => passkey,
            MoyenKind::PasskeyAttestee => self.passkey_attestee.unwrap_or(passkey),
        }
    }
}

/// What services have been answered by Pro Santé Connect at different times (facts/psc.md §1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Behaviour {
    /// What is asked for, whatever the means.
    #[serde(rename = "eidas1")]
    Eidas1,
    /// The test platform of 2021 to 2023: a card is told as what it is.
    #[serde(rename = "eidas3-carte")]
    Eidas3Carte,
    /// Production since September 2026, which broke services: another level than the one they ask for, and a new claim. It
    /// was seen for a card; what a phone answers is unknown, so every means answers it here.
    #[serde(rename = "eidas2-2026")]
    Eidas2Niveau,
}

impl Behaviour {
    pub const ALL: [Self; 3] = [Self::Eidas1, Self::Eidas3Carte, Self::Eidas2Niveau];

    pub const fn levels(self) -> Levels {
        match self {
            Self::Eidas1 => Levels::all(Acr::Eidas1),
            Self::Eidas3Carte => Levels { carte: Acr::Eidas3, ..Levels::all(Acr::Eidas1) },
            Self::Eidas2Niveau => Levels { auth_level: Some(1), ..Levels::all(Acr::Eidas2) },
        }
    }
}

/// What a realm answers to clients of Pro Santé Connect's profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a behaviour (eidas1, eidas3-carte, eidas2-2026) or a level for each means")]
pub enum Psc {
    Seen(Behaviour),
    Own(Levels),
}

impl Psc {
    pub const fn levels(self) -> Levels {
        match self {
            Self::Seen(behaviour) => behaviour.levels(),
            Self::Own(levels) => levels,
        }
    }
}
