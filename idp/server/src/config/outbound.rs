use std::time::Duration;

use idp_outbound::Reglages;
use serde::{Deserialize, Serialize};
use service::config::Contradiction;

use super::{Config, Mode};

/// `[outbound]`: calls to addresses that clients chose. Every one of them is HTTPS, without redirect.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outbound {
    /// Addresses of inside networks are called too, on any port: the sandbox's, where everything is on one machine.
    pub private_networks: bool,
    pub ports: Vec<u16>,
    /// Seconds, for the whole of a call.
    pub timeout: u64,
}

impl Default for Outbound {
    fn default() -> Self {
        Self { private_networks: false, ports: vec![443, 8443], timeout: 5 }
    }
}

impl Outbound {
    pub fn reglages(&self) -> Reglages {
        Reglages {
            reseau_prive: self.private_networks,
            ports: self.ports.clone(),
            delai: Duration::from_secs(self.timeout),
        }
    }
}

impl Config {
    pub(super) fn calls(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        if self.outbound.private_networks && self.mode == Mode::Production {
            found.push(Contradiction::new(
                "outbound.private_networks",
                "a client could have this service call its own network",
                "leave it out, or mode = \"rehearsal\"",
            ));
        }
        if !(1..=30).contains(&self.outbound.timeout) {
            found.push(Contradiction::new("outbound.timeout", "not between 1 and 30 s", "5 s is usual"));
        }
        found
    }
}
