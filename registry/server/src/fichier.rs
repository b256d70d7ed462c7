use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use registry_core::import::Fichier;

/// An extraction on disk, decompressed.
pub struct FichierDisque(pub PathBuf);

impl Fichier for FichierDisque {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(BufReader::with_capacity(256 * 1024, File::open(&self.0)?)))
    }
}
