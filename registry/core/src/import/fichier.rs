//! The bytes of an extraction, read twice: once to know what is in it, once to take it in.

use std::io::{self, Read};

use aws_lc_rs::digest;
use csv::{ByteRecord, Reader, ReaderBuilder};

use super::ImportError;
use super::entete::{Entete, EnteteError};
use super::jeu::Texte;

/// Something that can be read from its beginning as often as wanted, and stays the same meanwhile.
pub trait Fichier: Send + Sync {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>>;
}

impl Fichier for [u8] {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self))
    }
}

impl Fichier for &str {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.as_bytes()))
    }
}

impl Fichier for String {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.as_bytes()))
    }
}

/// Bytes taken at once: a file of a million rows is read twice.
const TAMPON: usize = 64 * 1024;

/// The rows of one reading, one at a time.
pub struct Lignes<'a> {
    pub entete: Entete,
    /// The titles as they stand.
    pub titres: ByteRecord,
    lecteur: Reader<Texte<Condense<'a>>>,
    enregistrement: ByteRecord,
}

impl<'a> Lignes<'a> {
    pub fn ouvrir(fichier: &'a dyn Fichier) -> Result<Self, ImportError> {
        let source = Condense { source: fichier.ouvrir()?, contexte: digest::Context::new(&digest::SHA256) };
        let mut lecteur = ReaderBuilder::new()
            .delimiter(b'|')
            .quoting(false)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(TAMPON)
            .from_reader(Texte::ouvrir(source)?);
        let mut enregistrement = ByteRecord::new();
        if !lecteur.read_byte_record(&mut enregistrement).map_err(illisible)? {
            return Err(EnteteError::Vide.into());
        }
        let entete = Entete::lire(&enregistrement)?;
        Ok(Self { entete, titres: enregistrement.clone(), lecteur, enregistrement })
    }

    /// The next row with its line in the file, which counts from one; the titles are line 1.
    pub fn suivante(&mut self) -> Result<Option<(u64, &ByteRecord)>, ImportError> {
        let lue = self.lecteur.read_byte_record(&mut self.enregistrement).map_err(illisible)?;
        let ligne = self.enregistrement.position().map_or(0, csv::Position::line);
        Ok(lue.then_some((ligne, &self.enregistrement)))
    }

    /// SHA-256 of everything read, in hexadecimal: of the whole file after the last row, decompressed, not converted.
    pub fn empreinte(self) -> String {
        let empreinte = self.lecteur.into_inner().into_inner().contexte.finish();
        empreinte.as_ref().iter().map(|octet| format!("{octet:02x}")).collect()
    }
}

/// Hashes what passes through.
struct Condense<'a> {
    source: Box<dyn Read + Send + 'a>,
    contexte: digest::Context,
}

impl Read for Condense<'_> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        let lus = self.source.read(tampon)?;
        self.contexte.update(&tampon[..lus]);
        Ok(lus)
    }
}

fn illisible(cause: csv::Error) -> ImportError {
    ImportError::Fichier(cause.into())
}
