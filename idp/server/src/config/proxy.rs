use service::config::Contradiction;
use service::proxy::{Network, Proxy};

use super::{Config, Mode};

impl Config {
    /// Only a hop that is known tells certificates.
    pub(super) fn behind(&self) -> Vec<Contradiction> {
        let Some(proxy) = &self.proxy else { return Vec::new() };
        let mut found = Vec::new();
        let mut refuse = |wrong: bool, key: &str, reason: &str, remedy: &str| {
            if wrong {
                found.push(Contradiction::new(key, reason, remedy));
            }
        };
        let Proxy { networks, certificates, .. } = proxy;
        refuse(
            networks.is_empty() || networks.iter().any(Network::is_wide),
            "proxy.networks",
            "names nobody, or nearly everybody: whoever calls from there may pretend to any card",
            "write the addresses of the reverse proxy",
        );
        refuse(
            certificates.iter().any(|print| print.len() != 64 || !print.bytes().all(|sign| sign.is_ascii_hexdigit())),
            "proxy.certificates",
            "is no SHA-256 in hexadecimal",
            "write what openssl x509 -fingerprint -sha256 prints, without its colons",
        );
        refuse(
            self.mode == Mode::Production && proxy.is_unproven(),
            "proxy.certificates",
            "a network alone does not prove who calls",
            "give the reverse proxy a certificate of its own and write its SHA-256 here",
        );
        found
    }
}
