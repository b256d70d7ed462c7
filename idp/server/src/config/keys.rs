use std::path::PathBuf;

use idp_core::key::SigningAlg;
use idp_core::signing::SigningSettings;
use serde::{Deserialize, Serialize};
use service::config::{Contradiction, SecretFile};

use super::Config;

/// Each file holds 32 bytes in base64.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Under which codes, tokens, secrets and cookies rest.
    pub rest_file: SecretFile,
    /// Seals the signing keys.
    pub seal_file: SecretFile,
    /// Wraps the VOPRF keys of the phones: in no database, no dump.
    pub wrap_file: SecretFile,
    /// Signs the checkpoints of the journal.
    pub journal_file: SecretFile,
    /// When signing keys come and go.
    #[serde(default)]
    pub rotation: SigningSettings,
    /// Where new signing keys are made. Absent: sealed in the database.
    pub hsm: Option<Token>,
}

/// `[keys.hsm]`: a token behind PKCS#11.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// The vendor's library.
    pub module: PathBuf,
    /// The token's label.
    pub token: String,
    /// The PIN of its user.
    pub pin_file: SecretFile,
    /// The algorithms whose keys are made there; the others' rest sealed.
    #[serde(default = "common")]
    pub algs: Vec<SigningAlg>,
}

/// What every token knows.
fn common() -> Vec<SigningAlg> {
    vec![SigningAlg::RS256, SigningAlg::PS256, SigningAlg::ES256]
}

impl Config {
    /// `iss`, without a final slash.
    pub fn issuer(&self) -> String {
        self.hosts.issuer.as_str().trim_end_matches('/').to_owned()
    }

    pub(super) fn turning(&self) -> Option<Contradiction> {
        let reason = self.keys.rotation.contradiction()?;
        Some(Contradiction::new("keys.rotation", reason, "leave it out: the defaults hold together"))
    }
}
