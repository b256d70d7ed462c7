//! `trust`: how programs on this machine accept the sandbox's certificates.

use std::path::Path;
use std::process::Command;

#[derive(Debug, thiserror::Error)]
pub enum ConfianceError {
    #[error("the authority is not there yet: start the sandbox once (caducee), then ask again")]
    Absente,
    #[error("{program} was not run: {cause}")]
    Commande { program: &'static str, cause: std::io::Error },
    #[error("{0} refused; the system's store is Debian's and needs root: sudo caducee trust --install")]
    Refus(&'static str),
}

/// The lines to paste, one program each.
pub fn lignes(autorite: &Path) -> Result<String, ConfianceError> {
    if !autorite.is_file() {
        return Err(ConfianceError::Absente);
    }
    let ca = autorite.display();
    Ok(format!(
        "# L'autorité qui a signé les certificats du bac à sable : {ca}\n\
         export CURL_CA_BUNDLE={ca}             # curl\n\
         export NODE_EXTRA_CA_CERTS={ca}        # Node\n\
         export REQUESTS_CA_BUNDLE={ca}         # Python, requests\n\
         export SSL_CERT_FILE={ca}              # Python, Ruby, Go, Rust natif\n\
         # Java : un magasin à part, que l'on nomme au démarrage\n\
         keytool -importcert -noprompt -alias caducee -file {ca} -keystore caducee.p12 -storetype PKCS12 -storepass caducee\n\
         export JAVA_TOOL_OPTIONS=\"-Djavax.net.ssl.trustStore=caducee.p12 -Djavax.net.ssl.trustStorePassword=caducee\"\n\
         # Firefox, Chromium : importer {ca} comme autorité, ou\n\
         certutil -d sql:$HOME/.pki/nssdb -A -t 'C,,' -n caducee -i {ca}\n"
    ))
}

/// Debian's store, for every program that reads it.
pub fn installer(autorite: &Path) -> Result<(), ConfianceError> {
    if !autorite.is_file() {
        return Err(ConfianceError::Absente);
    }
    let vers = std::ffi::OsStr::new("/usr/local/share/ca-certificates/caducee-sandbox.crt");
    executer("cp", &[autorite.as_os_str(), vers])?;
    executer("update-ca-certificates", &[])
}

fn executer(program: &'static str, arguments: &[&std::ffi::OsStr]) -> Result<(), ConfianceError> {
    let status = Command::new(program).args(arguments).status();
    match status.map_err(|cause| ConfianceError::Commande { program, cause })? {
        status if status.success() => Ok(()),
        _ => Err(ConfianceError::Refus(program)),
    }
}
