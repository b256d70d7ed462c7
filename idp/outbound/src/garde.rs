//! The guard of calls to addresses that clients chose: HTTPS, no redirect, no address of an inside network, however it is
//! written or resolved, small answers, soon (security rows A12, S07; RFC 9101 §10.4).

mod adresse;
mod resolution;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use idp_core::outbound::FetchError;
use reqwest::{Certificate, Client, Method, RequestBuilder, Response, redirect};
use url::{Host, Url};

use crate::client::{ClientError, REPONSE};
use adresse::publique;
use resolution::{Interdite, Resolution, systeme};

/// To open a connection.
const CONNEXION: Duration = Duration::from_secs(2);
/// A longer address is no client's.
const LONGUEUR_MAX: usize = 2_048;

/// What an installation allows.
#[derive(Clone, Debug)]
pub struct Reglages {
    /// The sandbox's: everything is on this machine, on any port.
    pub reseau_prive: bool,
    /// Elsewhere, the ports that are called.
    pub ports: Vec<u16>,
    /// From the first octet sent to the last received.
    pub delai: Duration,
}

impl Default for Reglages {
    fn default() -> Self {
        Self { reseau_prive: false, ports: vec![443, 8443], delai: REPONSE }
    }
}

/// One HTTP client for all of it, whose own resolver refuses what resolves inside.
#[derive(Clone)]
pub struct Garde {
    client: Client,
    reglages: Reglages,
}

impl Garde {
    /// `autorite`: certificates in PEM, trusted besides the machine's own; in the sandbox instead of them.
    pub fn new(reglages: Reglages, autorite: Option<&[u8]>) -> Result<Self, ClientError> {
        Self::avec(reglages, autorite, Resolution::new(systeme()))
    }

    fn avec(reglages: Reglages, autorite: Option<&[u8]>, resolution: Resolution) -> Result<Self, ClientError> {
        let client = Client::builder()
            .connect_timeout(CONNEXION)
            .timeout(reglages.delai)
            .redirect(redirect::Policy::none())
            .https_only(true)
            .referer(false)
            .no_proxy()
            .pool_max_idle_per_host(2)
            .pool_idle_timeout(Duration::from_secs(30))
            .dns_resolver(Arc::new(resolution.permettre(reglages.reseau_prive)));
        let client = match autorite.map(Certificate::from_pem_bundle).transpose()? {
            Some(certificats) if reglages.reseau_prive => client.tls_certs_only(certificats),
            Some(certificats) => client.tls_certs_merge(certificats),
            None => client,
        };
        Ok(Self { client: client.build()?, reglages })
    }

    /// A request to this address, if it is one that is called from here.
    pub(crate) fn demande(&self, methode: Method, adresse: &str) -> Result<RequestBuilder, FetchError> {
        Ok(self.client.request(methode, self.permise(adresse)?))
    }

    fn permise(&self, adresse: &str) -> Result<Url, FetchError> {
        if adresse.len() > LONGUEUR_MAX {
            return Err(FetchError::Guarded("it is too long"));
        }
        let url = Url::parse(adresse).map_err(|_| FetchError::Guarded("it is no URL"))?;
        if url.scheme() != "https" {
            return Err(FetchError::Guarded("it is not https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::Guarded("it holds credentials"));
        }
        if self.reglages.reseau_prive {
            return Ok(url);
        }
        if !self.reglages.ports.contains(&url.port_or_known_default().unwrap_or(0)) {
            return Err(FetchError::Guarded("its port is not one that is called"));
        }
        let dehors = match url.host() {
            Some(Host::Ipv4(ip)) => publique(ip.into()),
            Some(Host::Ipv6(ip)) => publique(ip.into()),
            // what a name resolves to is looked at when it is resolved
            Some(Host::Domain(_)) => true,
            None => false,
        };
        if dehors { Ok(url) } else { Err(FetchError::Guarded("its host is of an inside network")) }
    }
}

/// Sends, and says in the port's words why nothing came.
pub(crate) async fn envoyer(demande: RequestBuilder) -> Result<Response, FetchError> {
    demande.send().await.map_err(|error| echec(&error))
}

pub(crate) fn echec(error: &reqwest::Error) -> FetchError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(erreur) = cause {
        if erreur.is::<Interdite>() {
            return FetchError::Guarded("its host resolves to an inside network");
        }
        cause = erreur.source();
    }
    if error.is_timeout() { FetchError::Slow } else { FetchError::Unreachable }
}
