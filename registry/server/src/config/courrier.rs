//! `[courrier]`: where mails are handed over, and where what comes back is found.

use std::path::PathBuf;

use registry_outbound::Chiffrement;
use serde::Deserialize;
use service::config::{Contradiction, SecretFile};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Courrier {
    /// The server that takes mail.
    pub host: String,
    /// 465 for `tls`, 587 for `starttls`.
    pub port: u16,
    /// Sender, for example `Portail RPPS+ <ne-pas-repondre@registre.example>`: what comes back goes there.
    pub from: String,
    /// `tls`, `starttls`, or `clair` on the loopback interface.
    pub encryption: Chiffrement,
    /// It goes with `password_file`.
    pub user: Option<String>,
    /// It goes with `user`.
    pub password_file: Option<SecretFile>,
    /// An authority trusted besides the machine's own.
    pub ca_file: Option<PathBuf>,
    /// Whom readers write to or call, as the mails say it.
    pub assistance: String,
    /// A Maildir into which the mail server delivers what comes back to the sender.
    pub retours: Option<PathBuf>,
}

impl Courrier {
    pub(super) fn controler(&self, trouvees: &mut Vec<Contradiction>) {
        let mut signaler = |cle: &str, raison: &str, remede: &str| {
            trouvees.push(Contradiction::new(cle, raison, remede));
        };
        let ici = matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.encryption == Chiffrement::Clair && !ici {
            let raison = "mail would leave this machine without TLS";
            signaler("courrier.encryption", raison, "write \"tls\" or \"starttls\"");
        }
        if self.user.is_some() != self.password_file.is_some() {
            let raison = "a user and a password go together";
            signaler("courrier.user", raison, "write both `user` and `password_file`, or neither");
        }
    }
}
