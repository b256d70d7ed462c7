use ambient::Seconds;
use serde::{Deserialize, Serialize};

use crate::client::Profile;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CibaSettings {
    /// How long a person may take, unless `requested_expiry` says otherwise (facts/psc.md §4.4).
    pub life: Seconds,
    /// The most that `requested_expiry` gets.
    pub longest: Seconds,
    /// Between two questions of a client.
    pub interval: Seconds,
    /// The same for `psc`.
    pub interval_psc: Seconds,
}

impl Default for CibaSettings {
    fn default() -> Self {
        Self { life: Seconds(120), longest: Seconds(300), interval: Seconds(5), interval_psc: Seconds(1) }
    }
}

impl CibaSettings {
    pub fn interval_of(&self, profile: Profile) -> Seconds {
        if profile == Profile::Psc { self.interval_psc } else { self.interval }
    }
}
