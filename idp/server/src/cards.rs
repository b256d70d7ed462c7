//! The card authorities and what is known of their cards now: lists come over HTTP in the background, and from files that are read
//! again when they change, so that a revoked card is refused without a restart.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ambient::Timestamp;
use carte_cps::{AutoriteCartes, AutoriteError, Monde, RefusCarte, RefusListe};
use idp_core::carte::{CarteLue, Revocations, RevocationsDeps, VerificationCarte};
use idp_outbound::revocations::{Gardees, Repondeur, Suiveur};

use crate::config::Cards;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub enum CardsError {
    #[error("cards: {path} cannot be read: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("cards: {0}")]
    Authority(#[from] AutoriteError),
    #[error("cards: {path} is no list of these authorities: {cause}")]
    List { path: PathBuf, cause: RefusListe },
    #[error("cards: nothing can be kept in {path}: {cause}")]
    Kept { path: PathBuf, cause: std::io::Error },
}

pub struct Cartes {
    files: Cards,
    issuers: Vec<rustls::pki_types::CertificateDer<'static>>,
    pub revocations: Revocations,
    kept: Option<Gardees>,
}

impl Cartes {
    pub fn open(files: Cards, monde: Monde, deps: RevocationsDeps) -> Result<Arc<Self>, CardsError> {
        let bare = AutoriteCartes::new(&read(&files.roots)?, &read(&files.issuers)?, monde)?;
        let bare = bare.avec_politiques(files.policies.clone());
        let issuers = bare.emetteurs().to_vec();
        let revocations = Revocations::new(bare, files.stale, deps);
        let kept = files
            .kept
            .clone()
            .map(|path| Gardees::ouvrir(path.clone()).map_err(|cause| CardsError::Kept { path, cause }));
        let cartes = Self { files, issuers, revocations, kept: kept.transpose()? };
        cartes.reread()?;
        if let Some(kept) = &cartes.kept {
            kept.reprendre(&cartes.files.addresses(), &cartes.revocations);
        }
        Ok(Arc::new(cartes))
    }

    /// The issuing authorities, as hints for the browser's choice of a certificate.
    pub fn issuers(&self) -> Vec<rustls::pki_types::CertificateDer<'static>> {
        self.issuers.clone()
    }

    /// Never ends; drop the future to stop.
    pub async fn follow(self: Arc<Self>, client: reqwest::Client) {
        let (revocations, rythme) = (self.revocations.clone(), self.files.rythme());
        let responder =
            self.files.responder.clone().map(|url| Repondeur::nouveau(client.clone(), revocations.clone(), url));
        let asked = async {
            if let Some(responder) = responder {
                responder.suivre(rythme.repondeur).await;
            }
        };
        let (autorites, gardees) = (self.files.addresses(), self.kept.clone());
        let suiveur = Suiveur { client, receveur: revocations, autorites, rythme, gardees };
        tokio::join!(suiveur.suivre(), asked, self.files());
    }

    /// A file that cannot be read leaves the last good list, which goes stale by its own date.
    async fn files(&self) {
        let mut known = self.stamps();
        loop {
            if let Err(error) = self.revocations.appliquer().await {
                tracing::error!(%error, "what rests on revoked cards could not be ended yet");
            }
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
        for path in &self.files.revocation_lists {
            let der = std::fs::read(path).map_err(|cause| CardsError::File { path: path.clone(), cause })?;
            match self.revocations.recevoir(&path.display().to_string(), &der) {
                // another way was faster
                Ok(_) | Err(RefusListe::Ancienne { .. }) => {}
                Err(cause) => return Err(CardsError::List { path: path.clone(), cause }),
            }
        }
        Ok(())
    }

    fn stamps(&self) -> Vec<Option<SystemTime>> {
        let modified = |path: &PathBuf| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        self.files.revocation_lists.iter().map(modified).collect()
    }
}

impl VerificationCarte for Cartes {
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte> {
        self.revocations.verifier(chaine, now)
    }

    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte> {
        self.revocations.reconnaitre(certificat)
    }
}

fn read(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, CardsError> {
    paths
        .iter()
        .map(|path| std::fs::read(path).map_err(|cause| CardsError::File { path: path.clone(), cause }))
        .collect()
}
