use std::net::IpAddr;

use ambient::{RestKey, Resting};
use sante::IdentifiantNational;

/// A network, as limits count it: one IPv4 address, or the 64 first bits of an IPv6 one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source(IpAddr);

impl From<IpAddr> for Source {
    fn from(addr: IpAddr) -> Self {
        match addr.to_canonical() {
            IpAddr::V4(v4) => Self(IpAddr::V4(v4)),
            IpAddr::V6(v6) => {
                let mut segments = v6.segments();
                segments[4..].fill(0);
                Self(IpAddr::V6(segments.into()))
            }
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            IpAddr::V4(v4) => write!(f, "{v4}"),
            IpAddr::V6(v6) => write!(f, "{v6}/64"),
        }
    }
}

/// The names under which tries are counted. Numbers and addresses rest as an HMAC: a dump of the counters names nobody.
pub(super) struct Cles<'a>(pub &'a RestKey);

impl Cles<'_> {
    pub fn personne(&self, identifiant: &IdentifiantNational) -> Resting {
        self.0.rest("ecps.personne", &identifiant.to_string())
    }

    pub fn par_personne(&self, de: &str, identifiant: &IdentifiantNational) -> String {
        format!("ecps.{de}:{}", self.personne(identifiant).as_str())
    }

    /// `qui`: a network or a known browser.
    pub fn par_paire(&self, de: &str, identifiant: &IdentifiantNational, qui: &str) -> String {
        format!("ecps.{de}:{}", self.0.rest("ecps.paire", &format!("{identifiant}|{qui}")).as_str())
    }

    pub fn par_source(&self, de: &str, source: &Source) -> String {
        format!("ecps.{de}:{}", self.0.rest("ecps.source", &source.to_string()).as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_cannot_look_like_many_networks() {
        let source = |text: &str| Source::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff::9"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
        assert_eq!(source("2001:db8:1:2::1").to_string(), "2001:db8:1:2::/64");
    }
}
