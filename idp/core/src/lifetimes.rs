//! How long things live (facts/psc.md §4.2); every value is a setting.

use ambient::Seconds;
use serde::{Deserialize, Serialize};

use crate::grant::Grant;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lifetimes {
    /// From the end of the login to the token endpoint; 60 at most (FAPI 2.0 §5.3.2.1).
    pub code: Seconds,
    /// From the push of an authorization request to the browser that brings its reference; 600 at most (RFC 9126 §2.2).
    pub pushed: Seconds,
    /// Access and ID token.
    pub token: Seconds,
    pub refresh: Seconds,
    /// A refresh token that serves once, from its first use: how long it serves again when the answer was lost.
    pub lost_answer: Seconds,
    /// A grant with `offline_access`, from its opening: it does not end with the browser's session (docs/decisions/0006).
    pub offline: Seconds,
    /// Session, from the authentication.
    pub session: Seconds,
    /// Session, from its last use.
    pub idle: Seconds,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            code: Seconds(60),
            pushed: Seconds(60),
            token: Seconds(120),
            refresh: Seconds::minutes(30),
            lost_answer: Seconds(20),
            offline: Seconds::hours(24),
            session: Seconds::hours(4),
            idle: Seconds::minutes(30),
        }
    }
}

impl Lifetimes {
    /// Of a refresh token: with `offline_access` the grant's own end is the only one.
    pub fn refresh_of(&self, grant: &Grant) -> Seconds {
        if grant.is_offline() { self.offline } else { self.refresh }
    }

    /// The longest life of a grant: how long what refuses one is kept.
    pub fn longest_grant(&self) -> Seconds {
        Seconds(self.session.0.max(self.offline.0))
    }
}
