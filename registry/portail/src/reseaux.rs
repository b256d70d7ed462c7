//! From where the pages of the support and of the GRADeS answer (R10). Elsewhere they are not there.

use std::net::IpAddr;
use std::str::FromStr;

use axum::extract::{FromRequestParts as _, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Extensions;
use ipnet::IpNet;
use serde::Deserialize;
use service::Peer;

use crate::etat::Portail;
use crate::inconnue::inconnue;
use crate::visite::Visite;

/// A network, as `192.0.2.0/24` or `2001:db8::/32`: its address has no bit past the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Reseau(IpNet);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReseauError {
    #[error("\"{0}\" is no network: write an address and the length of its prefix, as 192.0.2.0/24 or 2001:db8::/32")]
    Forme(String),
    #[error("\"{0}\" names one address in a network: the network is written {1}")]
    Adresse(String, String),
}

/// Whether a request may come to such a page from where it comes. No network is named: from everywhere. Nobody knows from
/// where: from nowhere.
pub fn admise(reseaux: &[Reseau], extensions: &Extensions) -> bool {
    let source = extensions.get::<Peer>().map(|pair| pair.addr.ip());
    reseaux.is_empty() || source.is_some_and(|source| reseaux.iter().any(|reseau| reseau.contient(source)))
}

/// Answers what the portal answers to an address that it has not got.
pub async fn garder(State(portail): State<Portail>, demande: Request, suite: Next) -> Response {
    if admise(&portail.0.reseaux, demande.extensions()) {
        return suite.run(demande).await;
    }
    let (mut parts, _) = demande.into_parts();
    match Visite::from_request_parts(&mut parts, &portail).await {
        Ok(visite) => inconnue(visite).await,
        Err(reponse) => reponse,
    }
}

impl Reseau {
    fn contient(self, source: IpAddr) -> bool {
        self.0.contains(&source.to_canonical())
    }
}

impl FromStr for Reseau {
    type Err = ReseauError;

    fn from_str(texte: &str) -> Result<Self, ReseauError> {
        let lu: IpNet = texte.parse().map_err(|_| ReseauError::Forme(texte.to_owned()))?;
        match lu.trunc() {
            reseau if reseau == lu => Ok(Self(reseau)),
            reseau => Err(ReseauError::Adresse(texte.to_owned(), reseau.to_string())),
        }
    }
}

impl TryFrom<String> for Reseau {
    type Error = ReseauError;

    fn try_from(texte: String) -> Result<Self, ReseauError> {
        texte.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contient(reseau: &str, source: &str) -> bool {
        reseau.parse::<Reseau>().unwrap().contient(source.parse().unwrap())
    }

    // requirement: R10
    #[test]
    fn a_network_holds_the_addresses_of_its_prefix_and_no_other() {
        for (reseau, dedans, dehors) in [
            ("192.0.2.0/24", "192.0.2.255", "192.0.3.0"),
            ("192.0.2.0/24", "::ffff:192.0.2.7", "::192.0.2.7"),
            ("192.0.2.8/32", "192.0.2.8", "192.0.2.9"),
            ("0.0.0.0/0", "203.0.113.1", "2001:db8::1"),
            ("2001:db8:20::/48", "2001:db8:20:ffff::1", "2001:db8:21::1"),
            ("2001:db8::1/128", "2001:db8::1", "2001:db8::2"),
            ("::/0", "2001:db8::1", "192.0.2.1"),
        ] {
            assert!(contient(reseau, dedans) && !contient(reseau, dehors), "{reseau}");
        }
    }

    // requirement: R10
    #[test]
    fn what_is_no_network_is_told_with_what_to_write() {
        let refus = |texte: &str| texte.parse::<Reseau>().unwrap_err().to_string();
        for texte in ["", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/+8", "192.0.2/24", "2001:db8::/129"] {
            assert!(refus(texte).contains("write an address and the length of its prefix"), "{texte}");
        }
        assert!(refus("192.0.2.7/24").contains("192.0.2.0/24"));
        assert!(refus("2001:db8::7/32").contains("2001:db8::/32"));
    }
}
