use ambient::Seconds;
use serde::{Deserialize, Serialize};

/// How many logins may be started, beyond the rules of the e-CPS itself (design §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoginLimits {
    pub window: Seconds,
    /// Numbers typed, from one network, in browsers that the person has not used.
    pub par_source: u32,
    /// Requests that wait for a login, from one network: each takes its place in the store until it ends.
    pub parks_par_source: u32,
    /// The same from one browser in which somebody has signed in before.
    pub parks_par_poste: u32,
    /// For one person, from browsers that this person has not used: a stranger cannot close the door of a known one.
    pub par_personne: u32,
    /// Questions for a passkey in one login.
    pub questions: u32,
}

impl Default for LoginLimits {
    /// A hospital may share one address; nobody signs in thirty times in ten minutes, and a shared workstation sees three
    /// hundred logins in a day.
    fn default() -> Self {
        Self {
            window: Seconds::minutes(10),
            par_source: 2_000,
            parks_par_source: 2_000,
            parks_par_poste: 300,
            par_personne: 30,
            questions: 20,
        }
    }
}
