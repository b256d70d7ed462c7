//! The folder of the phones: one file each, whole or absent.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::fiche::{Fiche, TelephoneId};

#[derive(Debug, thiserror::Error)]
pub enum MagasinError {
    #[error("{chemin}: {cause}")]
    Fichier { chemin: PathBuf, cause: io::Error },
    #[error("{chemin} is no phone: {cause}; delete the file to be rid of this phone")]
    Illisible { chemin: PathBuf, cause: serde_json::Error },
}

/// Where the phones are kept, readable by their owner only: they hold private keys.
#[derive(Debug)]
pub struct Magasin {
    dossier: PathBuf,
}

impl Magasin {
    pub fn ouvrir(dossier: &Path) -> Result<Self, MagasinError> {
        fs::create_dir_all(dossier).map_err(|cause| fichier(dossier, cause))?;
        Ok(Self { dossier: dossier.to_owned() })
    }

    pub fn lire(&self) -> Result<Vec<(TelephoneId, Fiche)>, MagasinError> {
        let mut fiches = Vec::new();
        for entree in fs::read_dir(&self.dossier).map_err(|cause| fichier(&self.dossier, cause))? {
            let chemin = entree.map_err(|cause| fichier(&self.dossier, cause))?.path();
            // a file that was being written when the process died has another extension, and is no phone
            if chemin.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let octets = fs::read(&chemin).map_err(|cause| fichier(&chemin, cause))?;
            let fiche = serde_json::from_slice(&octets)
                .map_err(|cause| MagasinError::Illisible { chemin: chemin.clone(), cause })?;
            let id = chemin.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            fiches.push((TelephoneId::from(id), fiche));
        }
        Ok(fiches)
    }

    pub fn ecrire(&self, id: &TelephoneId, fiche: &Fiche) -> Result<(), MagasinError> {
        let chemin = self.dossier.join(format!("{id}.json"));
        let provisoire = self.dossier.join(format!("{id}.nouveau"));
        let octets = serde_json::to_vec_pretty(fiche)
            .map_err(|cause| MagasinError::Illisible { chemin: chemin.clone(), cause })?;
        poser(&provisoire, &octets).map_err(|cause| fichier(&provisoire, cause))?;
        fs::rename(&provisoire, &chemin).map_err(|cause| fichier(&chemin, cause))
    }
}

fn poser(chemin: &Path, octets: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut fichier = options.open(chemin)?;
    fichier.write_all(octets)?;
    fichier.sync_all()
}

fn fichier(chemin: &Path, cause: io::Error) -> MagasinError {
    MagasinError::Fichier { chemin: chemin.to_owned(), cause }
}
