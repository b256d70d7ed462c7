//! The public extraction, made each day: person by person out of the database, line by line into the archive, which is there whole or not
//! at all.

mod archive;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ambient::{Seconds, Timestamp};
use registry_annuaire::est_une_extraction;
use registry_core::annuaire::{Annuaire, Etape, LibreAcces, Lignes, Meneur};
use registry_core::nomenclature::Referentiel;
use registry_core::paris;
use registry_core::port::PortError;
use service::Shutdown;
use tokio::sync::mpsc;
use tokio::task::JoinError;
use tokio::time::sleep;

use archive::Ligne;

/// People of one statement.
const PAQUET: u32 = 500;
/// Batches that wait for the disk: more would only take memory.
const EN_ATTENTE: usize = 2;
/// Files that stay: whoever began to take one finishes.
const GARDEES: usize = 3;
/// Between two looks whether there is one of today.
const REGARD: Duration = Duration::from_secs(600);
/// How old the last one is when the next is made.
const AGE: Seconds = Seconds::hours(24);

/// Makes the extraction of one registry in one folder.
#[derive(Clone)]
pub struct Extractions {
    annuaire: Annuaire,
    referentiel: Arc<Referentiel>,
    dossier: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum ExtractionError {
    #[error("L'extraction n'a pas été faite : {0}. Vérifiez le dossier annuaire.extractions et la place libre.")]
    Disque(#[from] std::io::Error),
    #[error("L'extraction n'a pas été faite : {0}.")]
    Archive(#[from] zip::result::ZipError),
    #[error("L'extraction n'a pas été faite : {0}. Réessayez dans une minute.")]
    Registre(#[from] PortError),
    #[error("L'extraction n'a pas été faite : {0}.")]
    Tache(#[from] JoinError),
}

impl Extractions {
    pub fn new(annuaire: Annuaire, referentiel: Arc<Referentiel>, dossier: PathBuf) -> Self {
        Self { annuaire, referentiel, dossier }
    }

    /// Makes one now. It replaces none of another minute; the oldest go.
    pub async fn faire(&self) -> Result<PathBuf, ExtractionError> {
        let maintenant = self.annuaire.maintenant();
        let minute = paris::minute(maintenant);
        let (envois, recues) = mpsc::channel(EN_ATTENTE);
        let dossier = self.dossier.clone();
        let ecriture = tokio::task::spawn_blocking(move || archive::ecrire(&dossier, &minute, recues));
        let lecture = self.verser(&envois, maintenant).await;
        if lecture.is_ok() {
            // without this word the writer throws away what it has
            let _ = envois.send(Ligne::Fin).await;
        }
        drop(envois);
        let ecrite = ecriture.await?;
        lecture?;
        let ecrite = ecrite?;
        self.oublier().await?;
        Ok(ecrite)
    }

    /// Everybody, in the order of their numbers, as they are when their batch is read.
    async fn verser(&self, envois: &mpsc::Sender<Ligne>, maintenant: Timestamp) -> Result<(), PortError> {
        let lignes = LibreAcces::new(Arc::clone(&self.referentiel), paris::jour(maintenant));
        let publication = &self.annuaire.publication;
        let mut etape = Etape::default();
        loop {
            let paquet = publication.candidats(&Meneur::Tous, &etape, (PAQUET, maintenant)).await?;
            let Some(dernier) = paquet.last() else { return Ok(()) };
            etape = Etape(Some(dernier.place.clone()));
            let numeros: Vec<_> = paquet.into_iter().map(|candidat| candidat.qui).collect();
            let mut toutes = Lignes::default();
            for personne in publication.publiees(&numeros, maintenant).await? {
                let siennes = lignes.lignes(&personne);
                toutes.personne_activite += &siennes.personne_activite;
                toutes.savoir_faire += &siennes.savoir_faire;
            }
            // a writer that ended early says why itself
            if envois.send(Ligne::Lignes(toutes)).await.is_err() {
                return Ok(());
            }
        }
    }

    async fn oublier(&self) -> Result<(), ExtractionError> {
        for (nom, _) in self.faites().await?.into_iter().skip(GARDEES) {
            tokio::fs::remove_file(self.dossier.join(nom)).await?;
        }
        Ok(())
    }

    /// The latest first, each with its instant.
    async fn faites(&self) -> Result<Vec<(String, Timestamp)>, ExtractionError> {
        let mut faites = Vec::new();
        tokio::fs::create_dir_all(&self.dossier).await?;
        let mut entrees = tokio::fs::read_dir(&self.dossier).await?;
        while let Some(entree) = entrees.next_entry().await? {
            let nom = entree.file_name().to_string_lossy().into_owned();
            if let Some(instant) = est_une_extraction(&nom).then(|| registry_core::import::date_du_nom(&nom)).flatten()
            {
                faites.push((nom, instant));
            }
        }
        faites.sort_by(|(une, _), (autre, _)| autre.cmp(une));
        Ok(faites)
    }

    /// One a day, until the order to stop; what cannot be made is told and tried again.
    pub async fn servir(self, arret: Shutdown) {
        loop {
            if let Err(cause) = self.veiller().await {
                tracing::error!(%cause, "the public extraction was not made");
            }
            tokio::select! {
                () = arret.requested() => return,
                () = sleep(REGARD) => {}
            }
        }
    }

    async fn veiller(&self) -> Result<(), ExtractionError> {
        let derniere = self.faites().await?.first().map(|(_, instant)| *instant);
        if derniere.is_none_or(|derniere| derniere.plus(AGE) <= self.annuaire.maintenant()) {
            let fichier = self.faire().await?;
            tracing::info!(fichier = %fichier.display(), "the public extraction is made");
        }
        Ok(())
    }
}
