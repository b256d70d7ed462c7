//! Spreadsheets as people send them, read into a sheet of cells: nothing is evaluated, nothing is believed, and no file makes
//! memory grow beyond what is said here.

mod archive;
mod autre;
mod classeur;
mod texte;

use std::sync::Arc;

use async_trait::async_trait;
use registry_core::lot::{AutreGenre, COLONNES, Case, Feuille, FichierRefuse, LONGUEUR, POIDS, Tableur};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Files read at once by one process: the rest wait, and memory stays below that many times what one takes.
const ENSEMBLE: usize = 2;
/// How an archive begins, and a workbook of before 2007 or with a password.
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The stream that holds a workbook with a password, as OLE names it.
const CHIFFRE: &str = "EncryptedPackage";

/// CSV in UTF-8, UTF-16 or Windows-1252, apart by `;`, `,` or tabs, and XLSX.
#[derive(Clone, Debug)]
pub struct Classeurs {
    places: Arc<Semaphore>,
}

impl Default for Classeurs {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(ENSEMBLE)) }
    }
}

#[async_trait]
impl Tableur for Classeurs {
    /// Away from the threads that serve; a reader that stops over a hostile file takes nothing else with it.
    async fn lire(&self, octets: Vec<u8>) -> Result<Feuille, FichierRefuse> {
        let fermee = |_| FichierRefuse::Abime("the process is stopping".to_owned());
        let _place = self.places.acquire().await.map_err(fermee)?;
        let lue = spawn_blocking(move || lire(&octets)).await;
        lue.unwrap_or_else(|arret| {
            tracing::warn!(cause = %arret, "a spreadsheet stopped its reader");
            Err(FichierRefuse::Abime("its reader stopped".to_owned()))
        })
    }
}

/// By what the file is, not by what it is called.
pub fn lire(octets: &[u8]) -> Result<Feuille, FichierRefuse> {
    if octets.len() > POIDS {
        return Err(FichierRefuse::TropLourd);
    }
    let feuille = match octets {
        [] => return Err(FichierRefuse::Vide),
        octets if octets.starts_with(ZIP) => {
            autre::archive(octets)?;
            classeur::lire(&archive::refaire(octets)?)?
        }
        octets if octets.starts_with(OLE) => return Err(ancien(octets)),
        octets if octets.starts_with(b"%PDF") => return Err(FichierRefuse::Genre(AutreGenre::Pdf)),
        octets => texte::lire(octets)?,
    };
    if feuille.rangs.is_empty() { Err(FichierRefuse::Vide) } else { Ok(feuille) }
}

fn ancien(octets: &[u8]) -> FichierRefuse {
    let nom: Vec<u8> = CHIFFRE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    match octets.windows(nom.len()).any(|fenetre| fenetre == nom) {
        true => FichierRefuse::Chiffre,
        false => FichierRefuse::Genre(AutreGenre::Xls),
    }
}

/// A text as a cell keeps it.
fn case(texte: &str) -> Case {
    match texte.chars().nth(LONGUEUR) {
        _ if texte.trim().is_empty() => Case::Vide,
        Some(_) => Case::TropLongue,
        None => Case::Texte(texte.to_owned()),
    }
}

/// Whether a column is looked at.
const fn regardee(colonne: usize) -> bool {
    colonne < COLONNES
}
