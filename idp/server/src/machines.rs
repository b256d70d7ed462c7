//! The authorities of machines as they are on disk now: files are read again when they change, so that a revoked
//! certificate is refused without a restart.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use ambient::Timestamp;
use idp_core::machine::{Authorities, AuthorityError, MachineCertificates, MachineRefusal};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer};

use crate::config::{Mtls, Revocation};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub enum MachinesError {
    #[error("mtls: {path} cannot be read: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("mtls: {path} is neither DER nor PEM: {cause}")]
    Pem { path: PathBuf, cause: String },
    #[error("mtls: {0}")]
    Authority(#[from] AuthorityError),
    #[error(
        "mtls: an authority of cards stands among those of machines. Name the authority that issues to organisations"
    )]
    OfCards,
}

pub struct Machines {
    files: Mtls,
    current: RwLock<Arc<Authorities>>,
}

impl Machines {
    /// `cards`: the authorities that issue cards, which none of these may be.
    pub fn open(files: Mtls, cards: &[CertificateDer<'_>]) -> Result<Arc<Self>, MachinesError> {
        let authorities = read::<CertificateDer<'_>>(&files.authorities)?;
        if authorities.iter().any(|own| cards.iter().any(|card| card.as_ref() == own)) {
            return Err(MachinesError::OfCards);
        }
        let current = RwLock::new(Arc::new(trusted(&files)?));
        Ok(Arc::new(Self { files, current }))
    }

    /// Never ends; drop the future to stop. What cannot be read leaves the last good lists, which go stale by their own date.
    pub async fn follow(self: Arc<Self>) {
        let mut known = self.stamps();
        loop {
            tokio::time::sleep(EVERY).await;
            let now = self.stamps();
            if now != known {
                match trusted(&self.files) {
                    Ok(fresh) => {
                        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
                        known = now;
                    }
                    Err(error) => tracing::warn!(%error, "the authorities of machines cannot be read again"),
                }
            }
        }
    }

    fn stamps(&self) -> Vec<Option<SystemTime>> {
        let modified = |path: &PathBuf| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        self.files.revocation_lists.iter().map(modified).collect()
    }
}

impl MachineCertificates for Machines {
    fn trusted(&self, chain: &[Vec<u8>], now: Timestamp) -> Result<(), MachineRefusal> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone().trusted(chain, now)
    }
}

fn trusted(files: &Mtls) -> Result<Authorities, MachinesError> {
    let authorities = read::<CertificateDer<'_>>(&files.authorities)?;
    let lists = read::<CertificateRevocationListDer<'_>>(&files.revocation_lists)?;
    Ok(Authorities::new(&authorities, &lists, files.revocation == Revocation::Demanded)?)
}

/// DER as it is; of PEM, every section of the kind that is wanted.
fn read<T: PemObject + AsRef<[u8]>>(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, MachinesError> {
    let mut found = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).map_err(|cause| MachinesError::File { path: path.clone(), cause })?;
        if !bytes.starts_with(b"-----") {
            found.push(bytes);
            continue;
        }
        for section in T::pem_slice_iter(&bytes) {
            let section =
                section.map_err(|cause| MachinesError::Pem { path: path.clone(), cause: cause.to_string() })?;
            found.push(section.as_ref().to_vec());
        }
    }
    Ok(found)
}
