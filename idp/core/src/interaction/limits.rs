use ambient::Seconds;
use serde::{Deserialize, Serialize};

/// How many logins may be started, beyond the rules of the e-CPS itself (design §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoginLimits {
    pub window: Seconds,
    /// From one network.
    pub par_source: u32,
    /// Requests that wait for a login, from one network: each takes its place in the store until it ends.
    pub parks_par_source: u32,
    /// For one person, from browsers that this person has not used: a stranger cannot close the door of a known one.
    pub par_personne: u32,
}

impl Default for LoginLimits {
    /// A hospital may share one address; nobody signs in thirty times in ten minutes.
    fn default() -> Self {
        Self { window: Seconds::minutes(10), par_source: 2_000, parks_par_source: 2_000, par_personne: 30 }
    }
}
