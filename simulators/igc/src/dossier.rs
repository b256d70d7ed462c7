//! The folder of the authority: for each authority its certificate and its key, and the register, written last.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use ambient::Ambient;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::autorite::Autorite;
use crate::cle::Cle;
use crate::igc::Etat;
use crate::{Igc, IgcError, Role, pem};

const REGISTRE: &str = "registre.json";
const SECRET: u32 = 0o600;
const PUBLIC: u32 = 0o644;

impl Igc {
    /// Loads the authority from `dossier`, or makes one and saves it there.
    pub fn ouvrir(ambient: &Ambient, adresse: &str, dossier: &Path) -> Result<Self, IgcError> {
        if dossier.join(REGISTRE).exists() {
            return Self::load(ambient, adresse, dossier);
        }
        let made = Self::create(ambient, adresse)?;
        made.save(dossier)?;
        Ok(made)
    }

    pub fn load(ambient: &Ambient, adresse: &str, dossier: &Path) -> Result<Self, IgcError> {
        let autorites = Role::ALL.into_iter().map(|role| autorite(dossier, role)).collect::<Result<_, _>>()?;
        let path = dossier.join(REGISTRE);
        let text = lire(&path)?;
        let registre = serde_json::from_slice(&text).map_err(|error| contenu(&path, error))?;
        let etat = Etat { registre, dossier: Some(dossier.to_owned()), ..Etat::default() };
        Ok(Self::assembler(ambient, adresse, autorites, etat))
    }

    /// Writes everything into `dossier` (made if absent, closed to others) and keeps the register there from now on.
    pub fn save(&self, dossier: &Path) -> Result<(), IgcError> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(dossier).map_err(|cause| fichier(dossier, cause))?;
        for autorite in &self.autorites {
            let name = autorite.role.fichier();
            let key = pem::cle(&autorite.cle.pkcs8()?);
            self.ecrire(dossier, &format!("{name}.cle.pem"), &key, SECRET)?;
            self.ecrire(dossier, &format!("{name}.pem"), &pem::certificat(&autorite.certificat), PUBLIC)?;
        }
        self.etat().dossier = Some(dossier.to_owned());
        self.retenir()
    }

    /// Writes the register, when there is a folder for it.
    pub(crate) fn retenir(&self) -> Result<(), IgcError> {
        let etat = self.etat();
        let Some(dossier) = &etat.dossier else { return Ok(()) };
        let text = serde_json::to_string(&etat.registre).map_err(|error| contenu(&dossier.join(REGISTRE), error))?;
        self.ecrire(dossier, REGISTRE, &text, SECRET)
    }

    /// A file is there whole or not at all, whenever the machine stops.
    fn ecrire(&self, dossier: &Path, name: &str, text: &str, mode: u32) -> Result<(), IgcError> {
        let path = dossier.join(name);
        let partial = dossier.join(format!(".{name}.{}", self.ambient.chance.digits(12)));
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&partial)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&partial, &path));
        written.map_err(|cause| {
            // what could not be written whole must not stay; that it cannot be removed either changes nothing
            let _ = fs::remove_file(&partial);
            fichier(&path, cause)
        })
    }
}

fn autorite(dossier: &Path, role: Role) -> Result<Autorite, IgcError> {
    let name = role.fichier();
    let path = dossier.join(format!("{name}.pem"));
    let certificat = CertificateDer::from_pem_slice(&lire(&path)?).map_err(|error| contenu(&path, error))?.to_vec();
    let path = dossier.join(format!("{name}.cle.pem"));
    let pkcs8 = PrivatePkcs8KeyDer::from_pem_slice(&lire(&path)?).map_err(|error| contenu(&path, error))?;
    let cle = Cle::lire(pkcs8.secret_pkcs8_der()).map_err(|error| contenu(&path, error))?;
    Ok(Autorite { role, nom: role.nom(), cle, certificat })
}

fn lire(path: &Path) -> Result<Vec<u8>, IgcError> {
    fs::read(path).map_err(|cause| fichier(path, cause))
}

fn fichier(path: &Path, cause: std::io::Error) -> IgcError {
    IgcError::Fichier { path: path.to_owned(), cause }
}

fn contenu(path: &Path, cause: impl ToString) -> IgcError {
    IgcError::Contenu { path: path.to_owned(), cause: cause.to_string() }
}
