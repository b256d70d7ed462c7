use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// An address, or all that begin like it: `10.1.2.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no network. Write an address, or one with the bits that count: 10.1.2.0/24")]
pub struct NetworkError(String);

impl Network {
    /// An IPv4 address is one however it is written.
    pub fn holds(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Every address of it is this machine.
    pub fn is_loopback(&self) -> bool {
        let enough = if self.0.addr().is_ipv4() { 8 } else { 128 };
        self.0.addr().is_loopback() && self.0.prefix_len() >= enough
    }

    /// Everybody, or nearly.
    pub fn is_wide(&self) -> bool {
        self.0.prefix_len() < 8
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| NetworkError(text.to_owned()))
    }
}

impl TryFrom<String> for Network {
    type Error = NetworkError;

    fn try_from(text: String) -> Result<Self, NetworkError> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_what_begins_like_it() {
        let holds = |network: &str, address: &str| network.parse::<Network>().unwrap().holds(address.parse().unwrap());
        assert!(holds("10.1.2.0/24", "10.1.2.255") && !holds("10.1.2.0/24", "10.1.3.0"));
        assert!(holds("127.0.0.1", "::ffff:127.0.0.1") && !holds("127.0.0.1", "127.0.0.2"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("0.0.0.0/0", "192.0.2.1") && !holds("0.0.0.0/0", "2001:db8::1"));
        for wrong in ["", "10.1.2", "10.1.2.0/33", "10.1.2.0/", "host.example", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn loopback_and_wide_networks_are_told() {
        let of = |text: &str| text.parse::<Network>().unwrap();
        assert!(of("127.0.0.0/8").is_loopback() && of("::1").is_loopback());
        assert!(!of("127.0.0.0/4").is_loopback() && !of("10.0.0.0/8").is_loopback());
        assert!(of("0.0.0.0/0").is_wide() && !of("10.0.0.0/8").is_wide());
    }
}
