use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoClientAuth, NoServerSessionStorage};
use rustls::{CipherSuite, DistinguishedName, ServerConfig, SupportedProtocolVersion};
use serde::{Deserialize, Serialize};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::Identity;
use super::possession::Possession;

/// One way to open TLS connections. A listener has exactly one: TLS 1.3 cannot ask for a certificate later, so
/// "sometimes a card" is another listener, not another path.
#[derive(Clone)]
pub struct Acceptor(Arc<ServerConfig>);

/// The oldest version of TLS that a listener speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oldest {
    #[default]
    #[serde(rename = "1.2")]
    Tls12,
    /// What FAPI-CIBA asks of a listener whose key is on a curve: the suites of TLS 1.2 that it permits are those of RSA keys
    /// (FAPI 1.0 Advanced §8.5).
    #[serde(rename = "1.3")]
    Tls13,
}

static BOTH: [&SupportedProtocolVersion; 2] = [&rustls::version::TLS13, &rustls::version::TLS12];
static NEWEST: [&SupportedProtocolVersion; 1] = [&rustls::version::TLS13];

impl Oldest {
    fn versions(self) -> &'static [&'static SupportedProtocolVersion] {
        match self {
            Self::Tls12 => &BOTH,
            Self::Tls13 => &NEWEST,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum AcceptorError {
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    #[error("the card authority's certificate number {0} cannot be read: give DER certificates of issuing authorities")]
    Hint(usize),
}

impl Acceptor {
    /// For people and programs: never asks for a certificate. Sessions may be resumed; their tickets open only here.
    pub fn web(identity: &Arc<Identity>) -> Result<Self, AcceptorError> {
        let mut config = config(identity, Arc::new(NoClientAuth), Oldest::Tls12)?;
        config.ticketer = aws_lc_rs::Ticketer::new()?;
        Ok(Self(Arc::new(config)))
    }

    /// For cards: asks for a certificate of one of `issuers` (the browser uses them as a filter), accepts that none
    /// comes, proves possession of the key and judges nothing else. No resumption, so that a certificate is shown anew
    /// on each connection.
    pub fn carte(identity: &Arc<Identity>, issuers: &[CertificateDer<'_>]) -> Result<Self, AcceptorError> {
        let hints = issuers.iter().enumerate().map(hint).collect::<Result<_, _>>()?;
        Self::asking(identity, hints, Oldest::Tls12)
    }

    /// For machines: the same without hints, since a self-signed certificate has no authority to name (RFC 8705 §2.2).
    pub fn mtls(identity: &Arc<Identity>, oldest: Oldest) -> Result<Self, AcceptorError> {
        Self::asking(identity, Vec::new(), oldest)
    }

    fn asking(identity: &Arc<Identity>, hints: Vec<DistinguishedName>, oldest: Oldest) -> Result<Self, AcceptorError> {
        let algorithms = provider().signature_verification_algorithms;
        let mut config = config(identity, Arc::new(Possession { hints, algorithms }), oldest)?;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self(Arc::new(config)))
    }

    pub(crate) fn tls(&self) -> tokio_rustls::TlsAcceptor {
        tokio_rustls::TlsAcceptor::from(self.0.clone())
    }
}

fn hint((number, issuer): (usize, &CertificateDer<'_>)) -> Result<DistinguishedName, AcceptorError> {
    let (_, parsed) = X509Certificate::from_der(issuer).map_err(|_| AcceptorError::Hint(number + 1))?;
    Ok(DistinguishedName::from(parsed.subject().as_raw().to_vec()))
}

fn config(
    identity: &Arc<Identity>,
    clients: Arc<dyn ClientCertVerifier>,
    oldest: Oldest,
) -> Result<ServerConfig, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(oldest.versions())?
        .with_client_cert_verifier(clients)
        .with_cert_resolver(identity.clone());
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config.max_early_data_size = 0;
    Ok(config)
}

/// aws-lc-rs with the suites named one by one, so that a default that widens one day does not widen ours.
fn provider() -> Arc<CryptoProvider> {
    let mut provider = aws_lc_rs::default_provider();
    provider.cipher_suites.retain(|suite| SUITES.contains(&suite.suite()));
    Arc::new(provider)
}

const SUITES: [CipherSuite; 9] = [
    CipherSuite::TLS13_AES_256_GCM_SHA384,
    CipherSuite::TLS13_AES_128_GCM_SHA256,
    CipherSuite::TLS13_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
];
