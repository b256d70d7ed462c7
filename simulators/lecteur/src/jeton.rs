//! A card is a token of SoftHSM: its key and its certificate under one name and one identifier, as real cards show them.

use std::path::Path;
use std::process::Command;

use crate::LecteurError;

/// Nobody unblocks these cards: a new one is given.
const CODE_DU_PORTEUR: &str = "00000000";
const OBJET: &str = "01";

/// Makes the token of this name from a PEM file with the certificate first and the key (PKCS#8).
pub fn faire(configuration: &Path, nom: &str, pem: &Path, pin: &str) -> Result<(), LecteurError> {
    let pem = pem.display().to_string();
    let softhsm = |arguments: &[&str]| lancer("softhsm2-util", configuration, arguments);
    softhsm(&["--init-token", "--free", "--label", nom, "--pin", pin, "--so-pin", CODE_DU_PORTEUR])?;
    softhsm(&["--import", &pem, "--token", nom, "--label", nom, "--id", OBJET, "--pin", pin])?;
    let bibliotheque = configuration.with_file_name("softhsm.so").display().to_string();
    let ou = ["--module", &bibliotheque, "--token-label", nom, "--login", "--pin", pin];
    let quoi = ["--write-object", &pem, "--type", "cert", "--label", nom, "--id", OBJET];
    lancer("pkcs11-tool", configuration, &[&ou[..], &quoi[..]].concat())
}

pub fn defaire(configuration: &Path, nom: &str) -> Result<(), LecteurError> {
    lancer("softhsm2-util", configuration, &["--delete-token", "--token", nom])
}

fn lancer(programme: &'static str, configuration: &Path, arguments: &[&str]) -> Result<(), LecteurError> {
    let ran = Command::new(programme).args(arguments).env("SOFTHSM2_CONF", configuration).output();
    let ran = ran.map_err(|cause| LecteurError::Outil { programme, cause })?;
    if ran.status.success() {
        return Ok(());
    }
    let dit = [ran.stderr, ran.stdout].iter().map(|said| String::from_utf8_lossy(said).trim().to_owned()).collect();
    Err(LecteurError::Refus { programme, dit })
}
