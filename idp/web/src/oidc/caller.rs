use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use idp_core::hosts::Hosts;
use service::Peer;

use super::OidcState;

const DPOP: HeaderName = HeaderName::from_static("dpop");

/// Which of the configured hosts a router answers for: part of its state, so that no header of the caller's says where it is.
#[derive(Clone, Debug)]
pub struct Reached {
    origin: Arc<str>,
    /// Whether the listener asks for certificates.
    certificates: bool,
}

impl Reached {
    pub fn issuer(hosts: &Hosts) -> Self {
        let path = hosts.issuer_path();
        let origin = hosts.issuer.strip_suffix(&path).unwrap_or(&hosts.issuer).into();
        Self { origin, certificates: false }
    }

    /// `None`: mutual TLS is not offered.
    pub fn mtls(hosts: &Hosts) -> Option<Self> {
        Some(Self { origin: hosts.mtls.as_deref()?.into(), certificates: true })
    }
}

/// Who calls, and what comes with the call to prove a key. Certificate headers are a proxy's, and none is believed.
pub struct Caller {
    /// IP address of the socket.
    pub source: String,
    pub method: String,
    /// As [`idp_core::client_auth::BackChannelCall::url`].
    pub url: String,
    /// DER, leaf first: what the handshake proved, on the mtls listener alone.
    pub certificate: Vec<Vec<u8>>,
    /// Every `DPoP` header; one that is no text stands as an empty one.
    pub dpop: Vec<String>,
}

impl Caller {
    pub fn read(parts: &Parts, reached: &Reached) -> Self {
        let peer = parts.extensions.get::<Peer>();
        let shown = peer.filter(|_| reached.certificates);
        let certificates = shown.map(|peer| peer.certificates.as_slice()).unwrap_or_default();
        let dpop = parts.headers.get_all(DPOP).iter();
        Self {
            source: peer.map(|peer| peer.addr.ip().to_string()).unwrap_or_default(),
            method: parts.method.as_str().to_owned(),
            url: format!("{}{}", reached.origin, parts.uri.path()),
            certificate: certificates.iter().map(|der| der.to_vec()).collect(),
            dpop: dpop.map(|value| value.to_str().unwrap_or_default().to_owned()).collect(),
        }
    }
}

impl FromRequestParts<OidcState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &OidcState) -> Result<Self, Infallible> {
        Ok(Self::read(parts, &state.reached))
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, SocketAddr};

    use axum::http::Request;

    use super::*;

    fn hosts() -> Hosts {
        Hosts {
            issuer: "https://idp.test/auth/realms/esante-wallet".into(),
            authorization: "https://wallet.test".into(),
            mtls: Some("https://mtls.test".into()),
        }
    }

    fn mtls() -> Reached {
        Reached::mtls(&hosts()).unwrap()
    }

    fn caller(reached: &Reached, headers: &[(&str, &str)]) -> Caller {
        let uri = "https://evil.example/auth/realms/esante-wallet/protocol/openid-connect/token?a=b";
        let mut request = Request::post(uri).header("host", "evil.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, 4711));
        parts.extensions.insert(Peer { addr, certificates: vec![b"leaf".to_vec().into()] });
        Caller::read(&parts, reached)
    }

    #[test]
    fn the_address_of_a_call_is_that_of_the_configured_host_and_never_of_a_header() {
        let path = "/auth/realms/esante-wallet/protocol/openid-connect/token";
        let forwarded = [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
        assert_eq!(caller(&Reached::issuer(&hosts()), &forwarded).url, format!("https://idp.test{path}"));
        assert_eq!(caller(&mtls(), &forwarded).url, format!("https://mtls.test{path}"));
    }

    // requirement: C06 C07 X07
    #[test]
    fn a_certificate_comes_from_the_handshake_of_the_mtls_listener_and_from_nowhere_else() {
        let headers = [
            ("x-ssl-cert", "-----BEGIN CERTIFICATE-----"),
            ("x-client-cert", "MIIB"),
            ("client-cert", ":MIIB:"),
            ("client-cert-chain", ":MIIB:"),
            ("x-forwarded-client-cert", "Cert=MIIB"),
            ("ssl-client-cert", "MIIB"),
        ];
        assert!(caller(&Reached::issuer(&hosts()), &headers).certificate.is_empty());
        assert_eq!(caller(&mtls(), &headers).certificate, [b"leaf".to_vec()]);
    }

    // requirement: T06
    #[test]
    fn every_dpop_header_is_counted() {
        let reached = Reached::issuer(&hosts());
        assert_eq!(caller(&reached, &[("dpop", "a.b.c"), ("DPoP", "d.e.f")]).dpop, ["a.b.c", "d.e.f"]);
        assert_eq!(caller(&reached, &[("dpop", "é")]).dpop, [""]);
    }
}
