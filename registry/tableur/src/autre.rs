//! Archives that are documents of other programs, told by what stands in them: nothing is inflated but a word.

use std::io::{Cursor, Read as _};

use registry_core::lot::{AutreGenre, FichierRefuse};
use zip::ZipArchive;

/// How the first part of a document of LibreOffice begins.
const OASIS: &[u8] = b"application/vnd.oasis.opendocument.";

/// An archive that cannot be opened is for the next reader to tell.
pub fn archive(octets: &[u8]) -> Result<(), FichierRefuse> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(octets)) else { return Ok(()) };
    match genre(&mut archive) {
        Some(genre) => Err(FichierRefuse::Genre(genre)),
        None => Ok(()),
    }
}

fn genre(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<AutreGenre> {
    let contient = |partie: &str| archive.file_names_raw().any(|nom| nom == partie.as_bytes());
    if contient("xl/workbook.bin") {
        return Some(AutreGenre::Xlsb);
    }
    if contient("Index.zip") || contient("Index/Document.iwa") {
        return Some(AutreGenre::Numbers);
    }
    let mut debut = Vec::new();
    archive.by_name("mimetype").ok()?.take(OASIS.len() as u64).read_to_end(&mut debut).ok()?;
    (debut == OASIS).then_some(AutreGenre::Ods)
}
