use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;
use service::config::{Check, Contradiction, SecretFile};
use url::Url;

/// `mobile-sim.toml`: the phones as a process of their own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the pages and the control API listen: on the loopback interface, since these phones protect nobody.
    pub listen: SocketAddr,
    pub certificate_file: PathBuf,
    pub private_key_file: PathBuf,
    /// The folder of the phones.
    pub folder: PathBuf,
    /// The key of the control API, which the command line reads too.
    pub control_key_file: SecretFile,
    pub provider: ProviderConfig,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// The authorization host, for example `https://localhost:8441`.
    pub url: Url,
    /// PEM certificates that are trusted instead of the machine's own.
    pub ca_file: Option<PathBuf>,
}

impl Check for Config {
    fn check(&self) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        if !self.listen.ip().is_loopback() {
            contradictions.push(Contradiction::new(
                "listen",
                "anybody who reaches these pages holds the phones",
                "an address of the loopback interface, such as \"127.0.0.1:8444\"",
            ));
        }
        if self.provider.url.scheme() != "https" {
            contradictions.push(Contradiction::new(
                "provider.url",
                "a phone speaks to the provider over TLS only",
                "the address with https",
            ));
        }
        contradictions
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn lire(listen: &str, url: &str) -> Result<Config, service::config::ConfigError> {
        let texte = format!(
            "listen = \"{listen}\"\ncertificate_file = \"c.pem\"\nprivate_key_file = \"k.pem\"\nfolder = \"telephones\"\n\
             control_key_file = \"cle\"\n[provider]\nurl = \"{url}\"\n"
        );
        service::config::parse(Path::new("mobile-sim.toml"), &texte)
    }

    #[test]
    fn phones_on_the_network_or_without_tls_are_refused() {
        assert!(lire("127.0.0.1:8444", "https://localhost:8441").is_ok());
        assert!(lire("0.0.0.0:8444", "https://localhost:8441").is_err());
        assert!(lire("127.0.0.1:8444", "http://localhost:8441").is_err());
    }
}
