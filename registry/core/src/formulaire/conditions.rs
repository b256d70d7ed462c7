//! The general terms of the means of identification, which whoever asks for a CDE accepts (CON-09).

use ambient::Timestamp;
use serde::{Deserialize, Serialize};

/// Which text somebody had before their eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionConditions(String);

/// Which text was accepted, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionsAcceptees {
    pub version: VersionConditions,
    pub le: Timestamp,
}

impl VersionConditions {
    /// The day of the text that the portal shows. Whoever changes the text changes it.
    pub const EN_VIGUEUR: &'static str = "2026-11-23";

    pub fn en_vigueur(&self) -> bool {
        self.0 == Self::EN_VIGUEUR
    }

    pub(super) const fn acceptees(self, le: Timestamp) -> ConditionsAcceptees {
        ConditionsAcceptees { version: self, le }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As a page sends it back.
impl From<&str> for VersionConditions {
    fn from(lue: &str) -> Self {
        Self(lue.to_owned())
    }
}
