use ambient::Seconds;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasskeySettings {
    /// The proof on whose word a passkey is added is not older, in seconds.
    pub fresh: Seconds,
    /// From the question to the authenticator's answer, in seconds.
    pub question: Seconds,
    /// From its addition to its end, in seconds: as long as a card or an e-CPS.
    pub validity: Seconds,
    /// How many one person has.
    pub most: u32,
}

impl Default for PasskeySettings {
    fn default() -> Self {
        Self {
            fresh: Seconds::minutes(5),
            question: Seconds::minutes(5),
            validity: Seconds::hours(3 * 8_766),
            most: 10,
        }
    }
}
