//! The certificates of an invented legal person, for whoever tries mutual TLS (RFC 8705): one for every service, and the one
//! that INSi needs for itself (CRT-06).

use std::path::PathBuf;
use std::sync::Arc;

use ambient::Ambient;
use axum::Router;
use idp_server::config::{Mtls, Revocation};
use igc::{Igc, Role, Structure};
use service::tls::Oldest;

use crate::bac::certificats;
use crate::dossier::{Dossier, DossierError};
use crate::erreur::BacError;
use crate::ports::Ports;

/// `client_id` of the demonstration client that authenticates by the first.
pub const CLIENT: &str = "essai-mtls";
/// And by the second.
pub const CLIENT_INSI: &str = "essai-insi";
/// The machines' names, in their certificates.
const NOM: &str = "essai.caducee.example";
const NOM_INSI: &str = "INSI-AUTO-ESSAI";

/// What proves a machine, and what the registration says of it.
pub struct Machine {
    pub certificat: PathBuf,
    pub cle: PathBuf,
    /// RFC 4514.
    pub sujet: String,
}

/// Those of one legal person.
pub struct Machines {
    pub essai: Machine,
    pub insi: Machine,
}

/// Made at first use.
pub fn ouvrir(igc: &Igc, dossier: &Dossier) -> Result<Machines, BacError> {
    Ok(Machines { essai: une(igc, dossier, ("essai", NOM))?, insi: une(igc, dossier, ("insi", NOM_INSI))? })
}

fn une(igc: &Igc, dossier: &Dossier, (fichier, nom): (&str, &str)) -> Result<Machine, BacError> {
    let [pem, cle, sujet] = ["pem", "cle.pem", "sujet"].map(|fin| format!("machines/{fichier}.{fin}"));
    let (certificat, privee) = (dossier.chemin(&pem), dossier.chemin(&cle));
    let machine = |sujet: String| Machine { certificat, cle: privee, sujet };
    if let Ok(sujet) = std::fs::read_to_string(dossier.chemin(&sujet)) {
        return Ok(machine(sujet));
    }
    let structure = Structure {
        raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
        identifiant: "1690990015".to_owned(),
        departement: "Rhône (69)".to_owned(),
    };
    let emise = igc.organisation(&structure, nom)?;
    dossier.ecrire(&cle, emise.cle_pem.as_bytes())?;
    dossier.ecrire(&pem, emise.certificat_pem.as_bytes())?;
    // last: it says that the others are there
    dossier.ecrire(&sujet, emise.sujet.as_bytes())?;
    Ok(machine(emise.sujet))
}

/// What the registry's portal is known by at the counter of the authority, drawn at first use.
pub fn cle_du_guichet(dossier: &Dossier, ambient: &Ambient) -> Result<PathBuf, DossierError> {
    dossier.une_fois("cles/igc-guichet", || ambient.chance.token())
}

/// The counter at which the registry orders and revokes. The provider follows the lists of the same authority.
pub fn guichet(igc: Arc<Igc>, dossier: &Dossier, ambient: &Ambient) -> Result<Router, BacError> {
    let path = cle_du_guichet(dossier, ambient)?;
    let cle = std::fs::read_to_string(&path).map_err(|cause| DossierError::Io { path, cause })?;
    Ok(igc::guichet_commandes(igc, cle.trim()))
}

/// Whom the provider believes when a machine calls: the authority of organisations alone. The list of the folder is there as it
/// starts, then those of the authority's own door.
pub fn autorites(igc: &Igc, dossier: &Dossier, ports: Ports) -> Result<Mtls, BacError> {
    let role = Role::Organisations.fichier();
    let autorite = dossier.ecrire(&format!("autorites/{role}.cer"), igc.certificat(Role::Organisations))?;
    Ok(Mtls {
        authorities: vec![autorite],
        revocation_lists: vec![dossier.chemin(&format!("listes/{role}.crl"))],
        sources: vec![certificats::source(ports, Role::Organisations)],
        kept: Some(dossier.chemin("listes/machines")),
        refresh: certificats::RYTHME,
        revocation: Revocation::Demanded,
        oldest_tls: Oldest::Tls13,
    })
}
