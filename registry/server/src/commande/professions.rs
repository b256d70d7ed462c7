//! What the ANS has accepted, for the list of professions (ROL-08, ROL-09).

use registry_core::profession_demandee::Inscription;
use registry_server::Registry;

use super::{CommandeError, dire};

const TITRES: &str = "# source: professions retenues au portail\n\
    code,libelle,du,au,portail,pilote_sanitaire,etudiant,remplacant\n";

/// A file as `registry/core/data/professions.csv` is, to be added to or given as it is.
pub async fn lister(registre: &Registry) -> Result<(), CommandeError> {
    let mut retenues = registre.professions().retenues().await?;
    retenues.sort_by(|une, autre| une.code.cmp(&autre.code));
    dire(&retenues.iter().map(ligne).fold(TITRES.to_owned(), |texte, ligne| texte + &ligne))
}

fn ligne(inscription: &Inscription) -> String {
    let Inscription { code, libelle, du } = inscription;
    format!("{code},\"{}\",{du},,oui,,,\n", libelle.replace('"', "\"\""))
}
