//! The authorities of machines and their revocation lists as they are now: fetched in the background, or read again from files
//! that change, so that a revoked certificate is refused without a restart.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use ambient::{Ambient, Timestamp};
use carte_cps::AutoriteError;
use idp_core::carte::{EtatAutorite, EtatRevocations, Veille};
use idp_core::machine::{Authorities, AuthorityError, MachineCertificates, MachineRefusal, ReceivedLists, WrittenList};
use idp_outbound::revocations::{DesMachines, Gardees, Suiveur};
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
    #[error("mtls: no list of these authorities can be believed: {0}")]
    Signer(#[from] AutoriteError),
    #[error(
        "mtls: an authority of cards stands among those of machines. Name the authority that issues to organisations"
    )]
    OfCards,
    #[error("mtls: nothing can be kept in {path}: {cause}")]
    Kept { path: PathBuf, cause: std::io::Error },
}

pub struct Machines {
    files: Mtls,
    ambient: Ambient,
    /// Where addresses of lists are named.
    received: Option<Arc<ReceivedLists>>,
    kept: Option<Gardees>,
    /// Of files alone: what is received is watched where it comes in.
    watch: Veille,
    current: RwLock<Arc<Current>>,
}

/// What a handshake is judged by.
struct Current {
    authorities: Authorities,
    /// The lists of files, for operators.
    written: Vec<WrittenList>,
}

impl Machines {
    /// `cards`: the authorities that issue cards, which none of these may be.
    pub fn open(files: Mtls, cards: &[CertificateDer<'_>], ambient: &Ambient) -> Result<Arc<Self>, MachinesError> {
        let authorities = read::<CertificateDer<'_>>(&files.authorities)?;
        if authorities.iter().any(|own| cards.iter().any(|card| card.as_ref() == own)) {
            return Err(MachinesError::OfCards);
        }
        let followed = !files.sources.is_empty();
        let received = followed.then(|| ReceivedLists::new(&authorities).map(Arc::new)).transpose()?;
        let kept = files.kept.clone().filter(|_| followed);
        let kept = kept.map(|path| Gardees::ouvrir(path.clone()).map_err(|cause| MachinesError::Kept { path, cause }));
        let kept = kept.transpose()?;
        if let (Some(kept), Some(lists)) = (&kept, &received) {
            let silent = DesMachines { ambient: ambient.clone(), lists: lists.clone(), news: Arc::new(|| ()) };
            kept.reprendre(&files.addresses(), &silent);
        }
        let current = RwLock::new(Arc::new(trusted(&files, received.as_deref())?));
        let (ambient, watch) = (ambient.clone(), Veille::default());
        Ok(Arc::new(Self { files, ambient, received, kept, watch, current }))
    }

    /// Never ends; drop the future to stop. What cannot be read leaves the last good lists, which go stale by their own date.
    pub async fn follow(self: Arc<Self>, client: reqwest::Client) {
        let Some(lists) = self.received.clone() else { return self.files().await };
        let news = {
            let this = self.clone();
            Arc::new(move || drop(this.install()))
        };
        let receveur = DesMachines { ambient: self.ambient.clone(), lists, news };
        let (autorites, rythme) = (self.files.addresses(), self.files.rythme());
        let suiveur = Suiveur { client, receveur, autorites, rythme, gardees: self.kept.clone() };
        tokio::join!(suiveur.suivre(), self.files());
    }

    /// How the lists stand, added to those of cards.
    pub fn tell(&self, state: &mut EtatRevocations) {
        if let Some(lists) = &self.received {
            let (authorities, sources) = lists.state(self.ambient.now());
            state.autorites.extend(authorities);
            state.sources.extend(sources);
        }
        state.autorites.extend(self.written());
    }

    /// How the lists of files stand, where nothing is fetched instead.
    fn written(&self) -> Vec<EtatAutorite> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        let files = current.written.iter().filter(|_| self.received.is_none());
        files.map(|list| list.state(self.ambient.now())).collect()
    }

    /// Tells operators of a list of a file that has ended: machines are refused for it. Of whose, this time.
    pub fn watch(&self) -> Vec<String> {
        self.watch.regarder(self.written())
    }

    async fn files(&self) {
        let mut known = self.stamps();
        loop {
            self.watch();
            tokio::time::sleep(EVERY).await;
            let now = self.stamps();
            if now != known && self.install().is_ok() {
                known = now;
            }
        }
    }

    /// What was received and what the files say now, instead of what was there.
    fn install(&self) -> Result<(), MachinesError> {
        let fresh = trusted(&self.files, self.received.as_deref())
            .inspect_err(|error| tracing::warn!(%error, "the authorities of machines cannot be read again"))?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    fn stamps(&self) -> Vec<Option<SystemTime>> {
        let modified = |path: &PathBuf| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        self.files.revocation_lists.iter().map(modified).collect()
    }
}

impl MachineCertificates for Machines {
    fn trusted(&self, chain: &[Vec<u8>], now: Timestamp) -> Result<(), MachineRefusal> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone().authorities.trusted(chain, now)?;
        match (&self.received, chain.first()) {
            (Some(lists), Some(leaf)) => lists.judge(leaf, now),
            _ => Ok(()),
        }
    }
}

/// Lists that were fetched come first: the first that speaks of an authority is the one that counts.
fn trusted(files: &Mtls, received: Option<&ReceivedLists>) -> Result<Current, MachinesError> {
    let authorities = read::<CertificateDer<'_>>(&files.authorities)?;
    let read = read::<CertificateRevocationListDer<'_>>(&files.revocation_lists)?;
    let written = read.iter().filter_map(|der| WrittenList::read(der)).collect();
    let mut lists = received.map(ReceivedLists::complete).unwrap_or_default();
    lists.extend(read);
    let authorities = Authorities::new(&authorities, &lists, files.revocation == Revocation::Demanded)?;
    Ok(Current { authorities, written })
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
