use std::path::PathBuf;

use idp_outbound::revocations::{Adresses, Rythme};
use serde::{Deserialize, Serialize};
use service::config::Contradiction;
use service::tls::Oldest;

use super::check::{is_local, is_origin};
use super::{Config, Mode, Refresh, Source};

/// Who vouches for machines in PKI mode (RFC 8705 §2.1), as DER or PEM files: never an authority of cards.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mtls {
    /// Authorities that issue certificates to machines; each is trusted by itself. None: self-signed certificates alone.
    pub authorities: Vec<PathBuf>,
    /// Read again when they change.
    pub revocation_lists: Vec<PathBuf>,
    /// Lists fetched in the background, an entry an authority, as for cards (docs/decisions/0024).
    pub sources: Vec<Source>,
    /// A folder of this node where the last list of each source is kept, for a start while the authority is silent.
    pub kept: Option<PathBuf>,
    /// How often each is asked for; nobody is asked about one certificate.
    pub refresh: Refresh,
    pub revocation: Revocation,
    /// Of their listener; `"1.3"` is what FAPI-CIBA asks where the key of `tls` is on a curve.
    pub oldest_tls: Oldest,
}

/// What a machine's certificate needs of revocation lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Revocation {
    /// A list in force that speaks of it; without one it is refused.
    #[default]
    Demanded,
    /// To be in no list that is there.
    WhenListed,
}

impl Mtls {
    pub fn addresses(&self) -> Vec<Adresses> {
        self.sources.iter().map(Adresses::from).collect()
    }

    pub fn rythme(&self) -> Rythme {
        self.refresh.into()
    }

    fn names_lists(&self) -> bool {
        !(self.revocation_lists.is_empty() && self.sources.is_empty())
    }
}

impl Config {
    /// The host for machines stands by itself, and so do its authorities.
    pub(super) fn machines(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut refuse = |wrong: bool, key: &str, reason: &str, remedy: &str| {
            if wrong {
                found.push(Contradiction::new(key, reason, remedy));
            }
        };
        let (hosts, listen, mtls) = (&self.hosts, &self.listen, &self.mtls);
        refuse(
            hosts.mtls.is_some() != listen.mtls.is_some(),
            "hosts.mtls",
            "a host for machines and its address go together",
            "write both hosts.mtls and listen.mtls, or neither",
        );
        if let Some(url) = &hosts.mtls {
            refuse(url.scheme() != "https", "hosts.mtls", "not https", "write https://");
            refuse(!is_origin(url), "hosts.mtls", "is not an origin", "write scheme, host and port, without path");
            let others = [&hosts.issuer, &hosts.authorization, &hosts.carte];
            refuse(
                others.iter().any(|other| other.origin() == url.origin()),
                "hosts.mtls",
                "is the address of another host: its listener alone asks machines for a certificate",
                "give the host for machines a name or a port of its own",
            );
            refuse(
                self.mode == Mode::Production && is_local(url),
                "hosts.mtls",
                "this machine itself is not a production host",
                "write the public name, or mode = \"rehearsal\"",
            );
        }
        refuse(
            listen.mtls.is_some_and(|own| listen.web.contains(&own) || listen.carte == own),
            "listen.mtls",
            "is the address of another listener: each asks for certificates in its own way",
            "choose another port",
        );
        refuse(
            hosts.mtls.is_none() && !mtls.authorities.is_empty(),
            "mtls.authorities",
            "no host asks machines for a certificate",
            "write hosts.mtls and listen.mtls, or remove the authorities",
        );
        refuse(
            mtls.authorities.iter().any(|path| self.cards.issuers.contains(path) || self.cards.roots.contains(path)),
            "mtls.authorities",
            "an authority of cards stands among those of machines: who vouches for people vouches for no service",
            "name the authority that issues to organisations",
        );
        refuse(
            !mtls.authorities.is_empty() && !mtls.names_lists() && mtls.revocation == Revocation::Demanded,
            "mtls.revocation_lists",
            "no list is named and one is demanded: every certificate would be refused",
            "name the lists of these authorities in sources, or write revocation = \"when-listed\"",
        );
        refuse(
            mtls.sources.iter().flat_map(Source::urls).any(|url| !matches!(url.scheme(), "http" | "https")),
            "mtls.sources",
            "an address is neither http nor https",
            "write the address over HTTP; what it gives is signed",
        );
        refuse(
            mtls.refresh.too_often(),
            "mtls.refresh",
            "asks more than ten times a second",
            "30000 ms for deltas and 600000 ms for complete lists are usual",
        );
        found
    }
}
