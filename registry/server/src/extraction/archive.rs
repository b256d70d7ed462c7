//! The archive: written beside under another name, then renamed, so that a name of an extraction is that of a whole one.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use registry_annuaire::NOM;
use registry_core::annuaire::{LibreAcces, Lignes};
use tokio::sync::mpsc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::ExtractionError;

/// What the reader sends.
pub enum Ligne {
    Lignes(Lignes),
    /// Everybody is in.
    Fin,
}

/// Removed when it is let go, unless it was given its name.
struct Partiel(PathBuf);

impl Drop for Partiel {
    fn drop(&mut self) {
        // after a rename there is nothing left under this name
        let _ = fs::remove_file(&self.0);
    }
}

/// Writes what comes until [`Ligne::Fin`]; when the reader goes away before it, nothing stays.
pub fn ecrire(dossier: &Path, minute: &str, mut recues: mpsc::Receiver<Ligne>) -> Result<PathBuf, ExtractionError> {
    fs::create_dir_all(dossier)?;
    let definitif = dossier.join(format!("{NOM}{minute}.zip"));
    let partiel = Partiel(dossier.join(format!("{NOM}{minute}.partiel")));
    let a_part = Partiel(dossier.join(format!("{NOM}{minute}.savoir-faire.partiel")));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    let mut archive = ZipWriter::new(BufWriter::new(File::create(&partiel.0)?));
    archive.start_file(format!("{NOM}Personne_activite_{minute}.txt"), options)?;
    archive.write_all(LibreAcces::titres_personne_activite().as_bytes())?;
    // an archive takes its files one after the other: the second waits beside
    let mut savoir_faire =
        BufWriter::new(File::options().create(true).truncate(true).read(true).write(true).open(&a_part.0)?);
    savoir_faire.write_all(LibreAcces::titres_savoir_faire().as_bytes())?;
    loop {
        match recues.blocking_recv() {
            Some(Ligne::Lignes(lignes)) => {
                archive.write_all(lignes.personne_activite.as_bytes())?;
                savoir_faire.write_all(lignes.savoir_faire.as_bytes())?;
            }
            Some(Ligne::Fin) => break,
            None => return Err(io::Error::other("la lecture du registre s'est interrompue").into()),
        }
    }
    let mut savoir_faire = savoir_faire.into_inner().map_err(io::IntoInnerError::into_error)?;
    savoir_faire.rewind()?;
    archive.start_file(format!("{NOM}SavoirFaire_{minute}.txt"), options)?;
    io::copy(&mut BufReader::new(savoir_faire), &mut archive)?;
    archive.start_file(format!("{NOM}Dipl_AutExerc_{minute}.txt"), options)?;
    archive.write_all(LibreAcces::titres_diplomes().as_bytes())?;
    let ecrit = archive.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    ecrit.sync_all()?;
    fs::rename(&partiel.0, &definitif)?;
    File::open(dossier)?.sync_all()?;
    Ok(definitif)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn lignes() -> Ligne {
        Ligne::Lignes(Lignes { personne_activite: "8|a\n".to_owned(), savoir_faire: "8|b\n".to_owned() })
    }

    #[tokio::test]
    async fn an_archive_has_three_files_once_everybody_is_in() {
        let dossier = tempfile::tempdir().unwrap();
        let (envois, recues) = mpsc::channel(4);
        envois.send(lignes()).await.unwrap();
        envois.send(Ligne::Fin).await.unwrap();
        let chemin = dossier.path().to_owned();
        let ecrite =
            tokio::task::spawn_blocking(move || ecrire(&chemin, "202611230415", recues)).await.unwrap().unwrap();
        let mut archive = zip::ZipArchive::new(File::open(&ecrite).unwrap()).unwrap();
        let mut lire = |nom: &str| {
            let mut texte = String::new();
            archive.by_name(nom).unwrap().read_to_string(&mut texte).unwrap();
            texte
        };
        assert!(lire("PS_LibreAcces_Personne_activite_202611230415.txt").ends_with("\n8|a\n"));
        assert!(lire("PS_LibreAcces_SavoirFaire_202611230415.txt").ends_with("\n8|b\n"));
        assert_eq!(lire("PS_LibreAcces_Dipl_AutExerc_202611230415.txt"), LibreAcces::titres_diplomes());
        assert_eq!(fs::read_dir(dossier.path()).unwrap().count(), 1, "nothing stays beside");
    }

    #[tokio::test]
    async fn a_reading_that_is_cut_leaves_nothing() {
        let dossier = tempfile::tempdir().unwrap();
        let (envois, recues) = mpsc::channel(4);
        envois.send(lignes()).await.unwrap();
        drop(envois);
        let chemin = dossier.path().to_owned();
        let coupee = tokio::task::spawn_blocking(move || ecrire(&chemin, "202611230415", recues)).await.unwrap();
        assert!(coupee.is_err());
        assert_eq!(fs::read_dir(dossier.path()).unwrap().count(), 0);
    }
}
