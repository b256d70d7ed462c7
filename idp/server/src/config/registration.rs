use serde::{Deserialize, Serialize};
use service::config::SecretFile;

/// `[registration]`: whether clients may register themselves (RFC 7591). Absent: the operator alone registers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Registration {
    pub door: Door,
    pub pkce: Pkce,
    pub tokens_by_browser: TokensByBrowser,
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

/// Response types that carry a token (`id_token`, `id_token token`), for clients of the profile `oidc` that register them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokensByBrowser {
    /// They do not exist: RFC 9700 §2.1.2.
    #[default]
    Never,
    /// What certification as a dynamic provider expects (OpenID Connect Core 1.0 §15.2).
    Registered,
}

impl Registration {
    pub fn implicit(&self) -> bool {
        self.tokens_by_browser == TokensByBrowser::Registered
    }

    pub fn open(&self) -> bool {
        self.door == Door::WithToken
    }
}
