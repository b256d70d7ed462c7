use std::fmt;

use serde::{Deserialize, Serialize};

/// Where the enrolment secrets of an e-CPS are sent. Never public, never in a log (`Debug` says only what is present), and in
/// a claim only where a realm tells contact data (docs/decisions/0006).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondance {
    /// E.164, for example `+33639980001`.
    pub mobile: Option<String>,
    pub courriel: Option<String>,
}

impl fmt::Debug for Correspondance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Correspondance")
            .field("mobile", &self.mobile.as_ref().map(|_| "…"))
            .field("courriel", &self.courriel.as_ref().map(|_| "…"))
            .finish()
    }
}
