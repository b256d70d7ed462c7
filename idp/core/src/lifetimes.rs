//! How long things live (facts/psc.md §4.2); every value is a setting.

use ambient::Seconds;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lifetimes {
    /// From the end of the login to the token endpoint; 60 at most (FAPI 2.0 §5.3.2.1).
    pub code: Seconds,
    /// Access and ID token.
    pub token: Seconds,
    pub refresh: Seconds,
    /// Session, from the authentication.
    pub session: Seconds,
    /// Session, from its last use.
    pub idle: Seconds,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            code: Seconds(60),
            token: Seconds(120),
            refresh: Seconds::minutes(30),
            session: Seconds::hours(4),
            idle: Seconds::minutes(30),
        }
    }
}
