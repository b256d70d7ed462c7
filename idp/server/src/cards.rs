//! The card authorities as they are on disk now: revocation lists are read again when their files change, so that a
//! revoked card is refused without a restart.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use ambient::Timestamp;
use carte_cps::{AutoriteCartes, AutoriteError, Monde, RefusCarte};
use idp_core::carte::{CarteLue, VerificationCarte};

use crate::config::Cards;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub enum CardsError {
    #[error("cards: {path} cannot be read: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("cards: {0}")]
    Authority(#[from] AutoriteError),
}

pub struct Cartes {
    files: Cards,
    bare: AutoriteCartes,
    current: RwLock<Arc<AutoriteCartes>>,
}

impl Cartes {
    pub fn open(files: Cards, monde: Monde) -> Result<Arc<Self>, CardsError> {
        let bare = AutoriteCartes::new(&read(&files.roots)?, &read(&files.issuers)?, monde)?;
        let bare = bare.avec_politiques(files.policies.clone());
        let current = bare.avec_crls(&read(&files.revocation_lists)?)?;
        Ok(Arc::new(Self { files, bare, current: RwLock::new(Arc::new(current)) }))
    }

    /// The issuing authorities, as hints for the browser's choice of a certificate.
    pub fn issuers(&self) -> Vec<rustls::pki_types::CertificateDer<'static>> {
        self.bare.emetteurs().to_vec()
    }

    /// Never ends; drop the future to stop. A list that cannot be read leaves the last good one, which goes stale by its own date.
    pub async fn follow(self: Arc<Self>) {
        let mut known = self.stamps();
        loop {
            tokio::time::sleep(EVERY).await;
            let now = self.stamps();
            if now != known {
                match self.reread() {
                    Ok(()) => known = now,
                    Err(error) => tracing::warn!(%error, "the revocation lists cannot be read again"),
                }
            }
        }
    }

    fn reread(&self) -> Result<(), CardsError> {
        let fresh = self.bare.avec_crls(&read(&self.files.revocation_lists)?)?;
        *self.current.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    fn stamps(&self) -> Vec<Option<SystemTime>> {
        let modified = |path: &PathBuf| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        self.files.revocation_lists.iter().map(modified).collect()
    }
}

impl VerificationCarte for Cartes {
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte> {
        let current = self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        current.verifier(chaine, now).map(CarteLue::from)
    }
}

fn read(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, CardsError> {
    paths
        .iter()
        .map(|path| std::fs::read(path).map_err(|cause| CardsError::File { path: path.clone(), cause }))
        .collect()
}
