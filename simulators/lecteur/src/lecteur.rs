use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::{LecteurError, jeton};

/// Wrong PINs in a row that block a card, as on real ones.
pub const ESSAIS: u8 = 3;

const MODULE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lecteur.so"));

/// Where distributions put it.
const BIBLIOTHEQUES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

/// The reader of one folder: one slot, and the cards that were in it once.
#[derive(Clone, Debug)]
pub struct Lecteur {
    dossier: PathBuf,
}

/// What is in the slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    pub carte: String,
    /// Which insertion this is since the reader exists.
    pub rang: u64,
}

impl Lecteur {
    /// Makes the folder at first use. SoftHSM's library is copied into it: programs that load the system's one for
    /// themselves then share no state with the reader.
    pub fn ouvrir(dossier: &Path) -> Result<Self, LecteurError> {
        for nom in ["jetons", "essais", "cartes"] {
            let place = dossier.join(nom);
            let made = DirBuilder::new().recursive(true).mode(0o700).create(&place);
            made.map_err(LecteurError::fichier(&place))?;
        }
        let dossier = dossier.canonicalize().map_err(LecteurError::fichier(dossier))?;
        let lecteur = Self { dossier };
        let systeme = BIBLIOTHEQUES.iter().map(Path::new).find(|path| path.is_file());
        let systeme = systeme.ok_or(LecteurError::SansSofthsm)?;
        lecteur.poser("softhsm.so", &fs::read(systeme).map_err(LecteurError::fichier(systeme))?)?;
        lecteur.poser("softhsm", lecteur.chemin("softhsm.so").display().to_string().as_bytes())?;
        let jetons = lecteur.chemin("jetons");
        let configuration = format!("directories.tokendir = {}\nlog.level = ERROR\n", jetons.display());
        lecteur.poser("softhsm2.conf", configuration.as_bytes())?;
        lecteur.poser("lecteur.so", MODULE)?;
        Ok(lecteur)
    }

    /// What a browser or curl loads (PKCS#11).
    pub fn module(&self) -> PathBuf {
        self.chemin("lecteur.so")
    }

    /// The card that is in the slot.
    pub fn presente(&self) -> Option<Insertion> {
        let texte = fs::read_to_string(self.chemin("insertion")).ok()?;
        let (carte, rang) = texte.trim().split_once(' ')?;
        Some(Insertion { carte: carte.to_owned(), rang: rang.parse().ok()? })
    }

    /// Puts a card into the slot in the place of what is there; `pem`: certificate and key, for a card that was never here, whose
    /// PIN is then `pin`.
    pub fn inserer(&self, carte: &str, pem: &Path, pin: &str) -> Result<Insertion, LecteurError> {
        permis(carte)?;
        if !self.connait(carte) {
            code(pin)?;
            if let Err(error) = jeton::faire(&self.configuration(), carte, pem, pin) {
                // half a card is none; why it could not be made matters more than why it could not be undone
                let _ = jeton::defaire(&self.configuration(), carte);
                return Err(error);
            }
            self.poser(&format!("cartes/{carte}"), pem.display().to_string().as_bytes())?;
        }
        let rang =
            fs::read_to_string(self.chemin("insertions")).ok().and_then(|texte| texte.trim().parse::<u64>().ok());
        let rang = rang.unwrap_or(0) + 1;
        self.poser("insertions", rang.to_string().as_bytes())?;
        self.poser("insertion", format!("{carte} {rang}\n").as_bytes())?;
        Ok(Insertion { carte: carte.to_owned(), rang })
    }

    /// Takes out what is in the slot: programs that use it hear that the card is gone.
    pub fn retirer(&self) -> Result<Option<Insertion>, LecteurError> {
        let presente = self.presente();
        if presente.is_some() {
            let place = self.chemin("insertion");
            fs::remove_file(&place).map_err(LecteurError::fichier(&place))?;
        }
        Ok(presente)
    }

    /// Wrong PINs in a row.
    pub fn essais(&self, carte: &str) -> u8 {
        let texte = fs::read(self.chemin("essais").join(carte)).unwrap_or_default();
        texte.first().map_or(0, |digit| digit.saturating_sub(b'0').min(ESSAIS))
    }

    /// As three wrong PINs do.
    pub fn bloquer(&self, carte: &str) -> Result<(), LecteurError> {
        self.connue(carte)?;
        self.compter(carte, ESSAIS)
    }

    /// The card of the same holder with another key: its PIN is `pin`, and nothing is left of the former one.
    pub fn renouveler(&self, carte: &str, pem: &Path, pin: &str) -> Result<(), LecteurError> {
        self.connue(carte)?;
        code(pin)?;
        let presente = self.presente().is_some_and(|insertion| insertion.carte == carte);
        if presente {
            self.retirer()?;
        }
        jeton::defaire(&self.configuration(), carte)?;
        let place = self.chemin("cartes").join(carte);
        fs::remove_file(&place).map_err(LecteurError::fichier(&place))?;
        self.compter(carte, 0)?;
        if presente {
            self.inserer(carte, pem, pin)?;
        }
        Ok(())
    }

    /// Whether it was in this reader before.
    pub fn connait(&self, carte: &str) -> bool {
        permis(carte).is_ok() && self.chemin("cartes").join(carte).is_file()
    }

    fn connue(&self, carte: &str) -> Result<(), LecteurError> {
        permis(carte)?;
        self.connait(carte).then_some(()).ok_or_else(|| LecteurError::Inconnue(carte.to_owned()))
    }

    /// Under the lock that the module takes.
    fn compter(&self, carte: &str, essais: u8) -> Result<(), LecteurError> {
        let place = self.chemin("essais").join(carte);
        let io = |cause| LecteurError::Fichier { path: place.clone(), cause };
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).mode(0o600).open(&place).map_err(io)?;
        file.lock().map_err(io)?;
        file.rewind().map_err(io)?;
        file.write_all(&[b'0' + essais]).and_then(|()| file.sync_all()).map_err(io)
    }

    fn configuration(&self) -> PathBuf {
        self.chemin("softhsm2.conf")
    }

    fn chemin(&self, nom: &str) -> PathBuf {
        self.dossier.join(nom)
    }

    /// Whole or absent, and left alone where it is the same already: programs may have it open.
    fn poser(&self, nom: &str, octets: &[u8]) -> Result<(), LecteurError> {
        let place = self.chemin(nom);
        if contient(&place, octets) {
            return Ok(());
        }
        let partiel = self.chemin(&format!("{nom}.partiel"));
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(&partiel);
        let written = file.and_then(|mut file| file.write_all(octets).and_then(|()| file.sync_all()));
        written.and_then(|()| fs::rename(&partiel, &place)).map_err(LecteurError::fichier(&place))
    }
}

fn contient(place: &Path, octets: &[u8]) -> bool {
    let mut there = Vec::with_capacity(octets.len());
    File::open(place).and_then(|mut file| file.read_to_end(&mut there)).is_ok() && there == octets
}

/// What a keypad can type.
fn code(pin: &str) -> Result<(), LecteurError> {
    let holds = (4..=16).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit());
    holds.then_some(()).ok_or(LecteurError::Code)
}

/// Names a token and files.
fn permis(carte: &str) -> Result<(), LecteurError> {
    let signs = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let holds = (1..=32).contains(&carte.len()) && carte.bytes().all(signs);
    holds.then_some(()).ok_or_else(|| LecteurError::Nom(carte.to_owned()))
}
