//! The certificate of an invented organisation's machine, for whoever tries mutual TLS (RFC 8705).

use std::path::PathBuf;

use idp_server::config::{Mtls, Revocation};
use igc::{Igc, Role, Structure};
use service::tls::Oldest;

use crate::dossier::Dossier;
use crate::erreur::BacError;

/// `client_id` of the demonstration client that authenticates by this certificate.
pub const CLIENT: &str = "essai-mtls";
/// The machine's name, in its certificate.
const NOM: &str = "essai.caducee.example";

/// What proves the machine, and what the registration says of it.
pub struct Machine {
    pub certificat: PathBuf,
    pub cle: PathBuf,
    /// RFC 4514.
    pub sujet: String,
}

/// Made at first use.
pub fn ouvrir(igc: &Igc, dossier: &Dossier) -> Result<Machine, BacError> {
    let machine = |sujet: String| Machine {
        certificat: dossier.chemin("machines/essai.pem"),
        cle: dossier.chemin("machines/essai.cle.pem"),
        sujet,
    };
    if let Ok(sujet) = std::fs::read_to_string(dossier.chemin("machines/essai.sujet")) {
        return Ok(machine(sujet));
    }
    let structure = Structure {
        raison_sociale: "EHPAD FICTIF LES TILLEULS".to_owned(),
        identifiant: "1690990114".to_owned(),
        departement: "Rhône (69)".to_owned(),
    };
    let emise = igc.organisation(&structure, NOM)?;
    dossier.ecrire("machines/essai.cle.pem", emise.cle_pem.as_bytes())?;
    dossier.ecrire("machines/essai.pem", emise.certificat_pem.as_bytes())?;
    // last: it says that the others are there
    dossier.ecrire("machines/essai.sujet", emise.sujet.as_bytes())?;
    Ok(machine(emise.sujet))
}

/// Whom the provider believes when a machine calls: the authority of organisations alone.
pub fn autorites(igc: &Igc, dossier: &Dossier) -> Result<Mtls, BacError> {
    let role = Role::Organisations.fichier();
    let autorite = dossier.ecrire(&format!("autorites/{role}.cer"), igc.certificat(Role::Organisations))?;
    Ok(Mtls {
        authorities: vec![autorite],
        revocation_lists: vec![dossier.chemin(&format!("listes/{role}.crl"))],
        revocation: Revocation::Demanded,
        oldest_tls: Oldest::Tls13,
    })
}
