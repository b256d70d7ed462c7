use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Timestamp;
use arc_swap::ArcSwap;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Who a listener is: a certificate chain and its key, which may be replaced while connections are open.
pub struct Identity(ArcSwap<CertifiedKey>);

#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error("{0} cannot be read: {1}. Name a PEM file that this process may read")]
    File(PathBuf, std::io::Error),
    #[error("no certificate in the PEM text: {0}")]
    NoCertificate(String),
    #[error("no private key in the PEM text: {0}")]
    NoKey(String),
    #[error("the certificate and the key do not go together: {0}")]
    Pair(rustls::Error),
}

impl Identity {
    /// Reads a PEM chain (leaf first) and its PEM private key (PKCS#8, PKCS#1 or SEC 1).
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Arc<Self>, IdentityError> {
        Ok(Arc::new(Self(ArcSwap::from_pointee(certified(chain, key)?))))
    }

    pub fn from_files(chain: &Path, key: &Path) -> Result<Arc<Self>, IdentityError> {
        Self::from_pem(&read(chain)?, &read(key)?)
    }

    /// New connections get the new certificate; those that are open keep the old one. Nothing changes on error.
    pub fn replace(&self, chain: &[u8], key: &[u8]) -> Result<(), IdentityError> {
        self.0.store(Arc::new(certified(chain, key)?));
        Ok(())
    }

    /// [`Identity::replace`] with what the files hold now.
    pub fn reload(&self, chain: &Path, key: &Path) -> Result<(), IdentityError> {
        self.replace(&read(chain)?, &read(key)?)
    }

    /// When the leaf stops being valid; `None` when its dates cannot be read.
    pub fn expires(&self) -> Option<Timestamp> {
        let current = self.0.load();
        let (_, leaf) = X509Certificate::from_der(current.cert.first()?).ok()?;
        Some(Timestamp::from_seconds(leaf.validity().not_after.timestamp()))
    }
}

impl ResolvesServerCert for Identity {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

fn read(path: &Path) -> Result<Vec<u8>, IdentityError> {
    std::fs::read(path).map_err(|error| IdentityError::File(path.to_owned(), error))
}

fn certified(chain: &[u8], key: &[u8]) -> Result<CertifiedKey, IdentityError> {
    let chain: Vec<_> = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<_, _>>()
        .map_err(|error| IdentityError::NoCertificate(error.to_string()))?;
    if chain.is_empty() {
        return Err(IdentityError::NoCertificate("it is empty".into()));
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| IdentityError::NoKey(error.to_string()))?;
    CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider()).map_err(IdentityError::Pair)
}
