use serde::{Deserialize, Serialize};
use service::config::SecretFile;

/// `[registration]`: whether clients may register themselves (RFC 7591). Absent: the operator alone registers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Registration {
    pub door: Door,
    pub pkce: Pkce,
    /// A file with an initial access token that makes any number of clients, for ever: the sandbox's.
    pub standing_token_file: Option<SecretFile>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// The endpoint does not exist.
    #[default]
    Closed,
    /// With an initial access token of the operator (`idp-server initial-access-token`).
    WithToken,
}

/// Of a client that proves itself and whose registration is silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pkce {
    /// It sends PKCE.
    #[default]
    Demanded,
    /// It may; once sent, PKCE is enforced. What OpenID Connect certification expects.
    Welcome,
}

impl Registration {
    pub fn open(&self) -> bool {
        self.door == Door::WithToken
    }
}
