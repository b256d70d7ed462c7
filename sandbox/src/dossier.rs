//! The data folder: everything that the sandbox keeps, and nothing else.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Ambient;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A folder, and the paths in it.
#[derive(Clone, Debug)]
pub struct Dossier {
    racine: PathBuf,
    /// Held until the last clone goes: two sandboxes in one folder would write over each other.
    _verrou: Arc<File>,
}

#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error(
        "{0} is not a folder of the sandbox (no `caducee-sandbox` file in it): it was not wiped. Name another folder"
    )]
    Etranger(PathBuf),
    #[error(
        "{0} is held by a sandbox that runs: nothing was touched. Stop that one, or name another folder with --data"
    )]
    Occupe(PathBuf),
}

/// Marks a folder as ours, so that `--reset` never wipes anything else.
const MARQUE: &str = "caducee-sandbox";
const PHRASE: &[u8] = b"This folder belongs to the sandbox of Caducee: everything in it is invented.\n";

impl Dossier {
    /// Opens the folder, and makes it when it is not there. `vider` wipes it before.
    pub fn ouvrir(racine: &Path, vider: bool) -> Result<Self, DossierError> {
        let io = |cause| DossierError::Io { path: racine.to_owned(), cause };
        let occupe = std::fs::read_dir(racine).is_ok_and(|mut entries| entries.next().is_some());
        if vider && occupe {
            if !racine.join(MARQUE).is_file() {
                return Err(DossierError::Etranger(racine.to_owned()));
            }
            drop(verrouiller(racine)?);
            std::fs::remove_dir_all(racine).map_err(io)?;
        }
        std::fs::create_dir_all(racine).map_err(io)?;
        std::fs::set_permissions(racine, Permissions::from_mode(0o700)).map_err(io)?;
        let racine = racine.canonicalize().map_err(io)?;
        let verrou = verrouiller(&racine)?;
        Ok(Self { racine, _verrou: Arc::new(verrou) })
    }

    pub fn chemin(&self, nom: &str) -> PathBuf {
        self.racine.join(nom)
    }

    pub fn sqlite(&self, nom: &str) -> String {
        database::sqlite_url(&self.chemin(nom))
    }

    /// The path of a key of 32 random bytes in base64, drawn at first use.
    pub fn cle(&self, nom: &str, ambient: &Ambient) -> Result<PathBuf, DossierError> {
        self.une_fois(&format!("cles/{nom}"), || {
            let mut bytes = [0; 32];
            ambient.chance.fill(&mut bytes);
            STANDARD.encode(bytes)
        })
    }

    /// The path of a text that is written at first use and kept afterwards.
    pub fn une_fois(&self, nom: &str, texte: impl FnOnce() -> String) -> Result<PathBuf, DossierError> {
        let path = self.chemin(nom);
        if !path.is_file() {
            self.ecrire(nom, texte().as_bytes())?;
        }
        Ok(path)
    }

    /// Whole or absent: written beside, then renamed. Readable by its owner only.
    pub fn ecrire(&self, nom: &str, bytes: &[u8]) -> Result<PathBuf, DossierError> {
        let path = self.chemin(nom);
        let io = |cause| DossierError::Io { path: path.clone(), cause };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io)?;
        }
        let beside = path.with_extension("partiel");
        let mut file = std::fs::OpenOptions::new();
        let mut file = file.create(true).truncate(true).write(true).mode(0o600).open(&beside).map_err(io)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(io)?;
        std::fs::rename(&beside, &path).map_err(io)?;
        Ok(path)
    }
}

/// The mark of the folder, made when it is not there, for this process alone until it is closed.
fn verrouiller(racine: &Path) -> Result<File, DossierError> {
    let path = racine.join(MARQUE);
    let io = |cause| DossierError::Io { path: path.clone(), cause };
    let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(&path).map_err(io)?;
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => DossierError::Occupe(racine.to_owned()),
        TryLockError::Error(cause) => io(cause),
    })?;
    if file.metadata().map_err(io)?.len() == 0 {
        file.write_all(PHRASE).map_err(io)?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_ours_is_never_wiped() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
        assert!(matches!(Dossier::ouvrir(folder.path(), true), Err(DossierError::Etranger(_))));
        assert!(folder.path().join("thesis.txt").is_file());
    }

    #[test]
    fn a_reset_wipes_and_a_start_keeps() {
        let folder = tempfile::tempdir().unwrap();
        let first = Dossier::ouvrir(folder.path(), false).unwrap();
        let key = std::fs::read(first.cle("rest", &Ambient::system()).unwrap()).unwrap();
        drop(first);
        let again = Dossier::ouvrir(folder.path(), false).unwrap();
        assert_eq!(std::fs::read(again.cle("rest", &Ambient::system()).unwrap()).unwrap(), key);
        drop(again);
        let wiped = Dossier::ouvrir(folder.path(), true).unwrap();
        assert_ne!(std::fs::read(wiped.cle("rest", &Ambient::system()).unwrap()).unwrap(), key);
    }
    #[test]
    fn a_folder_in_use_is_neither_shared_nor_wiped() {
        let folder = tempfile::tempdir().unwrap();
        let running = Dossier::ouvrir(folder.path(), false).unwrap();
        let key = running.cle("rest", &Ambient::system()).unwrap();
        assert!(matches!(Dossier::ouvrir(folder.path(), false), Err(DossierError::Occupe(_))));
        assert!(matches!(Dossier::ouvrir(folder.path(), true), Err(DossierError::Occupe(_))));
        assert!(key.is_file());
    }
}
