use std::net::SocketAddr;

use serde::{Deserialize, Serialize};
use service::config::Contradiction;
use url::{Host, Url};

use super::Config;

/// The partner space: where teams declare their services. Absent: it is not served.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partenaires {
    /// Origin of its pages; browsers keep passkeys for its name.
    pub url: Url,
    /// Its own listener.
    pub listen: SocketAddr,
}

impl Config {
    pub(super) fn partenaires_contradictions(&self) -> Vec<Contradiction> {
        let Some(espace) = &self.partenaires else { return Vec::new() };
        let url = &espace.url;
        let origin = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let named = matches!(url.host(), Some(Host::Domain(_)));
        let hosts = [&self.hosts.issuer, &self.hosts.authorization, &self.hosts.carte];
        let apart = hosts.into_iter().chain(&self.hosts.mtls).all(|other| other.origin() != url.origin());
        let checks = [
            (
                url.scheme() == "https" && origin,
                "is not an https origin",
                "write https://, host and port, without path",
            ),
            (
                named,
                "names its host by an address: browsers keep passkeys for names alone",
                "write the name of the host",
            ),
            (
                apart,
                "is the address of another host of the provider",
                "give the partner space a name or a port of its own",
            ),
        ];
        let wrong = checks.into_iter().filter(|(holds, ..)| !holds);
        wrong.map(|(_, reason, remedy)| Contradiction::new("partenaires.url", reason, remedy)).collect()
    }
}
