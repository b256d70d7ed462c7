use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use ambient::SecretString;
use serde::{Deserialize, Serialize};

/// The value of a `*_file` key: where a secret rests. The secret itself never stands in a configuration nor in the
/// environment. A relative path counts from the working directory of the process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretFile(PathBuf);

/// How closed the file of a secret must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretGuard {
    /// Others must not be able to read it.
    Production,
    /// Any file: the sandbox protects nobody.
    Sandbox,
}

#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
    #[error("the secret in {path} cannot be read: {cause}. Name a file that exists and that this process may read")]
    Unreadable { path: PathBuf, cause: std::io::Error },
    #[error("everybody on this machine may read the secret in {0}. Close it: chmod 600 {0}")]
    Open(PathBuf),
    #[error("the file {0} is empty. Write the secret into it")]
    Empty(PathBuf),
}

impl SecretFileError {
    /// Stable, for the catalogue and for support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "secret.illisible",
            Self::Open(_) => "secret.ouvert-a-tous",
            Self::Empty(_) => "secret.vide",
        }
    }
}

impl SecretFile {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Refuses a file that others may read, where the guard says so; for a secret that another library reads.
    pub fn closed(&self, guard: SecretGuard) -> Result<(), SecretFileError> {
        let rights = std::fs::metadata(&self.0).map_err(|cause| self.unreadable(cause))?.permissions().mode();
        if guard == SecretGuard::Production && rights & 0o007 != 0 {
            return Err(SecretFileError::Open(self.0.clone()));
        }
        Ok(())
    }

    /// Reads the secret; the white space around it does not belong to it.
    pub fn read(&self, guard: SecretGuard) -> Result<SecretString, SecretFileError> {
        self.closed(guard)?;
        let text = std::fs::read_to_string(&self.0).map_err(|cause| self.unreadable(cause))?;
        match text.trim() {
            "" => Err(SecretFileError::Empty(self.0.clone())),
            secret => Ok(SecretString::from(secret)),
        }
    }

    fn unreadable(&self, cause: std::io::Error) -> SecretFileError {
        SecretFileError::Unreadable { path: self.0.clone(), cause }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};

    use ambient::ExposeSecret as _;

    use super::*;

    fn file(text: &str, mode: u32) -> (tempfile::TempDir, SecretFile) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        (folder, SecretFile::new(path))
    }

    // requirement: O05
    #[test]
    fn a_secret_that_everybody_may_read_is_refused_in_production_only() {
        let (_folder, secret) = file("s3cret\n", 0o644);
        assert!(matches!(secret.read(SecretGuard::Production), Err(SecretFileError::Open(_))));
        assert_eq!(secret.read(SecretGuard::Sandbox).unwrap().expose_secret(), "s3cret");
    }

    #[test]
    fn a_closed_secret_is_read_and_an_empty_one_is_refused() {
        let (_folder, secret) = file("s3cret\n", 0o640);
        assert_eq!(secret.read(SecretGuard::Production).unwrap().expose_secret(), "s3cret");
        let (_folder, empty) = file(" \n", 0o600);
        assert!(matches!(empty.read(SecretGuard::Production), Err(SecretFileError::Empty(_))));
    }
}
