//! The public directory: keys of its readers, its extraction.

use std::io::Write as _;

use ambient::{Ambient, ExposeSecret as _, RestKey};
use registry_server::{Config, Registry, empreinte_annuaire};

use super::{CommandeError, dire};

pub fn cle(config: &Config, ambient: &Ambient, nom: &str) -> Result<(), CommandeError> {
    let repos = RestKey::from_base64(config.keys.rest_file.read(config.mode.guard())?.expose_secret())?;
    let secret = ambient.secret();
    let empreinte = empreinte_annuaire(&repos, secret.expose_secret());
    let mut sortie = std::io::stdout().lock();
    writeln!(sortie, "# La clé, affichée cette seule fois : {}", secret.expose_secret())?;
    writeln!(sortie, "[[annuaire.cles]]\nnom = {nom:?}")?;
    Ok(writeln!(sortie, "empreinte = \"{}\"", empreinte.as_str())?)
}

pub async fn extraire(registre: &Registry) -> Result<(), CommandeError> {
    let extractions = registre.extractions().ok_or(CommandeError::SansDossier)?;
    let fichier = extractions.faire().await?;
    dire(&format!("{}\n", fichier.display()))
}
