use std::fmt;

use ambient::Timestamp;
use serde::{Deserialize, Serialize};

/// Where the enrolment secrets of an e-CPS are sent. Never public, never in a log (`Debug` says only what is present), and in
/// a claim only where a realm tells contact data (docs/decisions/0006).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondance {
    /// E.164, for example `+33639980001`.
    pub mobile: Option<String>,
    pub courriel: Option<String>,
    /// Before this instant they may not activate an e-CPS: the delay after a registration, or the cooling-off after a
    /// change. `None`: they may.
    #[serde(default, rename = "activationDes", skip_serializing_if = "Option::is_none")]
    pub activation_des: Option<Timestamp>,
}

impl Correspondance {
    /// Whether an e-CPS may be activated with these.
    pub fn active(&self, now: Timestamp) -> bool {
        self.activation_des.is_none_or(|des| des <= now)
    }
}

impl fmt::Debug for Correspondance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Correspondance")
            .field("mobile", &self.mobile.as_ref().map(|_| "…"))
            .field("courriel", &self.courriel.as_ref().map(|_| "…"))
            .field("activation_des", &self.activation_des)
            .finish()
    }
}
