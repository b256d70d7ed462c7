//! Who the sandbox's own hosts are, and whose cards the provider believes.

use std::path::PathBuf;

use idp_server::config::Cards;
use igc::{Igc, POLITIQUE, Role};

use crate::dossier::{Dossier, DossierError};
use crate::erreur::BacError;
use crate::manifeste;

/// A certificate for this machine's own names, made at first use, and the authority that signed it.
pub fn identite(igc: &Igc, dossier: &Dossier) -> Result<(manifeste::Tls, PathBuf), BacError> {
    let autorite = dossier.ecrire("ca.pem", igc.certificat_pem(Role::Serveurs).as_bytes())?;
    let tls = manifeste::Tls {
        certificate: dossier.chemin("tls/localhost.pem"),
        key: dossier.chemin("tls/localhost.cle.pem"),
    };
    if !tls.certificate.is_file() || !tls.key.is_file() {
        let serveur = igc.serveur(&["localhost", "127.0.0.1", "::1"])?;
        dossier.ecrire("tls/localhost.cle.pem", serveur.cle_pem.as_bytes())?;
        dossier.ecrire("tls/localhost.pem", serveur.chaine_pem.as_bytes())?;
    }
    Ok((tls, autorite))
}

pub fn autorites(igc: &Igc, dossier: &Dossier, revocation_lists: Vec<PathBuf>) -> Result<Cards, DossierError> {
    let ecrire = |role: Role| dossier.ecrire(&format!("autorites/{}.cer", role.fichier()), igc.certificat(role));
    Ok(Cards {
        roots: vec![ecrire(Role::Racine)?],
        issuers: vec![ecrire(Role::FortPersonnes)?, ecrire(Role::StandardPersonnes)?],
        revocation_lists,
        policies: vec![POLITIQUE.to_owned()],
    })
}
