//! The one extraction of an archive, inflated as it is read: nothing of it is written down.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::TAMPON;

/// What the extraction of people is called inside archives that hold others too.
const ACTIVITES: &str = "personne_activite";

pub fn ouvrir(fichier: File) -> io::Result<Contenu> {
    let mut archive = ZipArchive::new(fichier)?;
    let rang = rang(&archive)?;
    let (methode, chiffre, debut, comprimes, taille, somme) = {
        let entree = archive.by_index_raw(rang)?;
        let debut = entree.data_start().ok_or_else(|| refus("L'archive ne dit pas où commence le fichier."))?;
        (entree.compression(), entree.encrypted(), debut, entree.compressed_size(), entree.size(), entree.crc32())
    };
    if chiffre {
        return Err(refus("L'archive est chiffrée. Déchiffrez-la, puis relancez l'import."));
    }
    let mut fichier = archive.into_inner();
    fichier.seek(SeekFrom::Start(debut))?;
    let octets = BufReader::with_capacity(TAMPON, fichier.take(comprimes));
    let source: Box<dyn Read + Send> = match methode {
        CompressionMethod::Stored => Box::new(octets),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(octets)),
        autre => {
            return Err(refus(&format!("L'archive est compressée par {autre}\u{a0}; refaites-la en « deflate ».")));
        }
    };
    Ok(Contenu { source, recu: Crc::new(), lus: 0, taille, somme })
}

/// The only file, or the only one of people and what they do.
fn rang(archive: &ZipArchive<File>) -> io::Result<usize> {
    let noms = archive.file_names().collect::<Result<Vec<_>, _>>()?;
    let fichiers: Vec<&str> = noms.iter().map(AsRef::as_ref).filter(|nom: &&str| !nom.ends_with('/')).collect();
    let activites = fichiers.iter().filter(|nom| nom.to_lowercase().contains(ACTIVITES));
    let nom = match (fichiers.as_slice(), activites.collect::<Vec<_>>().as_slice()) {
        ([seul], _) => *seul,
        (_, [seule]) => seule,
        _ => return Err(refus("L'archive doit contenir un seul fichier, l'extraction. Donnez le fichier lui-même.")),
    };
    archive.index_for_name(nom).ok_or_else(|| refus("L'archive est abîmée. Reprenez-la à la source."))
}

fn refus(phrase: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, phrase.to_owned())
}

/// The file inside; its end is an error where the archive announced other bytes.
pub struct Contenu {
    source: Box<dyn Read + Send>,
    recu: Crc,
    lus: u64,
    taille: u64,
    somme: u32,
}

impl Read for Contenu {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        let lus = self.source.read(tampon)?;
        self.recu.update(&tampon[..lus]);
        self.lus += lus as u64;
        if self.lus > self.taille
            || (lus == 0 && !tampon.is_empty() && (self.lus, self.recu.sum()) != (self.taille, self.somme))
        {
            return Err(refus("L'archive est abîmée. Reprenez-la à la source."));
        }
        Ok(lus)
    }
}
