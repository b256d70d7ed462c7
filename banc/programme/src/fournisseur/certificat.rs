//! A certificate of the campaign's authority of organisations, for services that prove themselves by one (EXI PSC 24).

use std::path::{Path, PathBuf};

use ambient::Ambient;
use igc::{Igc, Structure};
use sandbox::ports::{Ports, plain_origin};

use super::{FournisseurError, lire};

pub struct Certificat {
    pub certificat: PathBuf,
    pub cle: PathBuf,
    /// RFC 4514.
    pub sujet: String,
}

/// In the certificate.
const NOM: &str = "service-a-l-essai.caducee.example";

/// Made at first use, by the authority that the sandbox of this folder opens after.
pub fn ouvrir(ambient: &Ambient, data: &Path, base: u16) -> Result<Certificat, FournisseurError> {
    let [certificat, cle, sujet] = ["pem", "cle.pem", "sujet"].map(|fin| data.join(format!("service.{fin}")));
    if let Ok(sujet) = std::fs::read(&sujet) {
        return Ok(Certificat { certificat, cle, sujet: String::from_utf8_lossy(&sujet).into_owned() });
    }
    let adresse = plain_origin(Ports::from_base(base).igc()).origin().ascii_serialization();
    let igc = Igc::ouvrir(ambient, &adresse, &data.join("igc"))?;
    let structure = Structure {
        raison_sociale: "EDITEUR FICTIF".to_owned(),
        identifiant: "300000000000014".to_owned(),
        departement: "Rhône (69)".to_owned(),
    };
    let emise = igc.organisation(&structure, NOM)?;
    // last: it says that the others are there
    for (chemin, texte) in [(&cle, &emise.cle_pem), (&certificat, &emise.certificat_pem), (&sujet, &emise.sujet)] {
        let ecrire = |cause| FournisseurError::Fichier { chemin: chemin.clone(), cause };
        std::fs::write(chemin, texte).map_err(ecrire)?;
    }
    let sujet = String::from_utf8_lossy(&lire(&sujet)?).into_owned();
    Ok(Certificat { certificat, cle, sujet })
}
