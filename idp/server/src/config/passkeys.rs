use std::path::PathBuf;

use idp_core::passkey::PasskeySettings;
use idp_webauthn::{Maker, Models, SetupError, Webauthn};
use serde::{Deserialize, Serialize};
use url::Host;
use uuid::Uuid;

use super::Config;

/// What the chooser of a browser calls us.
const NAME: &str = "Caducée";

/// Passkeys: how many, for how long, of which models.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passkeys {
    pub limits: PasskeySettings,
    /// The models that are taken, by maker; their makers vouch for them, and what they sign is told as `hwk`. None: any
    /// model, and no maker is asked.
    pub models: Vec<Listed>,
}

/// Some models of one maker.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// PEM: the authority under which the maker attests.
    pub authority_file: PathBuf,
    /// As the maker publishes them.
    pub aaguids: Vec<Uuid>,
}

/// Why passkeys cannot be offered.
#[derive(Debug, thiserror::Error)]
pub enum PasskeysError {
    #[error("passkeys.models: {path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("passkeys: {0}")]
    Setup(#[from] SetupError),
}

impl Config {
    /// The ceremonies for the host of the pages, for which browsers keep the keys.
    pub fn ceremonies(&self) -> Result<Webauthn, PasskeysError> {
        let maker = |listed: &Listed| {
            let path = listed.authority_file.clone();
            let authority = std::fs::read(&path).map_err(|cause| PasskeysError::File { path, cause })?;
            Ok(Maker { authority, models: listed.aaguids.clone() })
        };
        let makers: Vec<Maker> = self.passkeys.models.iter().map(maker).collect::<Result<_, PasskeysError>>()?;
        let question = self.passkeys.limits.question.duration();
        Ok(Webauthn::new(&self.hosts.authorization, NAME, question, Models::listed(&makers)?)?)
    }

    /// WebAuthn §5.1.2: browsers keep keys for domain names alone.
    pub(super) fn pages_have_a_name(&self) -> bool {
        matches!(self.hosts.authorization.host(), Some(Host::Domain(_)))
    }
}
