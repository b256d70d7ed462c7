//! `[igc]`: the authority that signs the certificates of legal persons.

use std::path::PathBuf;

use serde::Deserialize;
use service::config::{Contradiction, SecretFile};
use url::Url;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Igc {
    /// Of its counter.
    pub url: Url,
    /// Holds what it knows this registry by.
    pub key_file: SecretFile,
    /// Authorities trusted instead of the machine's own.
    pub ca_file: Option<PathBuf>,
}

impl Igc {
    pub(super) fn controler(&self, trouvees: &mut Vec<Contradiction>) {
        let ici = matches!(self.url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if self.url.scheme() != "https" && !ici {
            let raison = "the key of the counter would leave this machine without TLS";
            trouvees.push(Contradiction::new("igc.url", raison, "write an https address"));
        }
    }
}
