mod archive;
mod avance;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _};
use std::path::PathBuf;

use registry_core::import::Fichier;

use avance::Avance;

/// An extraction on disk, zipped as it is delivered, or not.
pub struct FichierDisque(pub PathBuf);

/// Bytes taken from the disk at once.
const TAMPON: usize = 256 * 1024;
/// How an archive begins.
const ZIP: &[u8] = b"PK\x03\x04";

impl Fichier for FichierDisque {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        let mut fichier = File::open(&self.0)?;
        let mut debut = Vec::with_capacity(ZIP.len());
        fichier.by_ref().take(ZIP.len() as u64).read_to_end(&mut debut)?;
        fichier.rewind()?;
        if debut == ZIP {
            return Ok(Box::new(Avance::de(archive::ouvrir(fichier)?)?));
        }
        Ok(Box::new(BufReader::with_capacity(TAMPON, fichier)))
    }
}
