//! A reverse proxy that ends TLS before our listeners. It proves who it is, by where it calls from and by a
//! certificate of its own; then it alone tells the peer's certificate, in one header. From anybody else that header is refused.

mod form;
mod network;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use rustls::pki_types::CertificateDer;
use serde::{Deserialize, Serialize};

use crate::Peer;

pub use form::Form;
pub use network::{Network, NetworkError};

/// Who the hop is, and how it tells the certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    pub form: Form,
    /// From where it calls: `10.1.2.0/24`, `2001:db8::/64`, `127.0.0.1`.
    pub networks: Vec<Network>,
    /// SHA-256, in hexadecimal, of the certificates that it shows to this listener, one of them each time. Empty: the network
    /// alone vouches for it.
    #[serde(default)]
    pub certificates: Vec<String>,
}

/// Why a request that a hop, or somebody in its place, passed on is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyRefusal {
    #[error("a certificate in a header, from somebody who is not the hop")]
    Stranger,
    #[error("the header stands twice")]
    Twice,
    #[error("the header is too long")]
    TooLong,
    #[error("the header does not hold one certificate in this form")]
    Unreadable,
}

/// Longer than any card's certificate in any of the forms.
const LONGEST: usize = 24 * 1024;
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Behind `proxy` the [`Peer`] of a request is the one that the hop tells; a request that does not come from it is served as if
/// there were none, unless it pretends.
pub fn behind(router: Router, proxy: Option<Proxy>) -> Router {
    match proxy {
        Some(proxy) => router.layer(from_fn_with_state(Arc::new(proxy), told)),
        None => router,
    }
}

/// Behind `proxy`, where no certificate is asked for: the address of the [`Peer`] is the one that the hop saw. Its network alone
/// vouches for it, since nobody shows a certificate here; who lies there lies about an address, which is counted and shown, and
/// proves nothing. No header tells a certificate here.
pub fn addressed(router: Router, proxy: Option<Proxy>) -> Router {
    match proxy {
        Some(proxy) => router.layer(from_fn_with_state(Arc::new(proxy), seen)),
        None => router,
    }
}

async fn seen(State(proxy): State<Arc<Proxy>>, mut request: Request, next: Next) -> Response {
    let Some(peer) = request.extensions().get::<Peer>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let peer = Peer { addr: proxy.address(&peer, request.headers()), ..peer };
    request.extensions_mut().insert(peer);
    next.run(request).await
}

async fn told(State(proxy): State<Arc<Proxy>>, mut request: Request, next: Next) -> Response {
    let Some(peer) = request.extensions().get::<Peer>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match proxy.peer(&peer, request.headers()) {
        Ok(peer) => {
            request.extensions_mut().insert(peer);
            next.run(request).await
        }
        Err(refusal) => {
            tracing::warn!(source = %peer.addr.ip(), header = proxy.form.header(), cause = %refusal, "a certificate from a proxy is refused");
            (StatusCode::BAD_REQUEST, "The certificate of this connection cannot be told.\n").into_response()
        }
    }
}

impl Proxy {
    /// Whom the request comes from: the peer of the connection, or behind the hop whoever it tells. The hop's own certificate is
    /// never a person's.
    pub fn peer(&self, peer: &Peer, headers: &HeaderMap) -> Result<Peer, ProxyRefusal> {
        let mut values = headers.get_all(self.form.header()).iter();
        let (first, second) = (values.next(), values.next());
        if !self.is_hop(peer) {
            return if first.is_some() { Err(ProxyRefusal::Stranger) } else { Ok(peer.clone()) };
        }
        if second.is_some() {
            return Err(ProxyRefusal::Twice);
        }
        let addr = self.address(peer, headers);
        // what a proxy writes where nobody showed a card
        let told = first.filter(|value| !value.is_empty());
        let certificates = match told {
            None => Vec::new(),
            Some(value) if value.len() > LONGEST => return Err(ProxyRefusal::TooLong),
            Some(value) => {
                let der = value.to_str().ok().and_then(|text| self.form.certificate(text));
                vec![CertificateDer::from(der.ok_or(ProxyRefusal::Unreadable)?)]
            }
        };
        Ok(Peer { addr, certificates })
    }

    /// Where the request comes from: the address of the connection, or behind the network of the hop the one that it saw.
    fn address(&self, peer: &Peer, headers: &HeaderMap) -> SocketAddr {
        let told = forwarded_for(headers).filter(|_| self.is_near(peer));
        told.map_or(peer.addr, |ip| SocketAddr::new(ip, 0))
    }

    fn is_near(&self, peer: &Peer) -> bool {
        self.networks.iter().any(|network| network.holds(peer.addr.ip()))
    }

    fn is_hop(&self, peer: &Peer) -> bool {
        let shown = peer.certificates.first();
        let known = |der: &CertificateDer<'_>| {
            let print: String = digest(&SHA256, der).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
            self.certificates.iter().any(|one| one.eq_ignore_ascii_case(&print))
        };
        self.is_near(peer) && (self.certificates.is_empty() || shown.is_some_and(known))
    }

    /// Whether the network alone vouches for the hop, and it is not this machine.
    pub fn is_unproven(&self) -> bool {
        self.certificates.is_empty() && !self.networks.iter().all(Network::is_loopback)
    }
}

/// The address that the hop itself saw: the last one, since the others came with the request.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests;
