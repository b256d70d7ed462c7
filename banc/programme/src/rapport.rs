//! The report, written down: JSON, page, JUnit XML, signature; and an earlier one, read back.

mod junit;
mod page;
mod sceau;

use std::path::{Path, PathBuf};

use banc_core::{Comparaison, Rapport};

pub use sceau::{Sceau, SceauError, verifier};

/// What a campaign leaves in its folder.
pub const RAPPORT: &str = "rapport.json";
pub const SIGNATURE: &str = "rapport.json.jws";
pub const CLE: &str = "rapport.cle.json";
pub const PAGE: &str = "rapport.html";
pub const JUNIT: &str = "rapport.junit.xml";

#[derive(Debug, thiserror::Error)]
pub enum RapportError {
    #[error("{chemin} : {cause}")]
    Fichier { chemin: PathBuf, cause: std::io::Error },
    #[error("{chemin} n'est pas un rapport de ce banc : {cause}")]
    Forme { chemin: PathBuf, cause: serde_json::Error },
    #[error("{chemin} est d'un autre format ({format}) que celui de ce banc")]
    Format { chemin: PathBuf, format: u32 },
    #[error("la page ne s'écrit pas : {0}")]
    Page(#[from] askama::Error),
    #[error(transparent)]
    Sceau(#[from] SceauError),
}

/// Reads an earlier report.
pub fn lire(chemin: &Path) -> Result<Rapport, RapportError> {
    let texte = std::fs::read(chemin).map_err(|cause| fichier(chemin, cause))?;
    let rapport: Rapport =
        serde_json::from_slice(&texte).map_err(|cause| RapportError::Forme { chemin: chemin.to_owned(), cause })?;
    if rapport.format != banc_core::rapport::FORMAT {
        return Err(RapportError::Format { chemin: chemin.to_owned(), format: rapport.format });
    }
    Ok(rapport)
}

/// With what changed since `precedent`.
pub fn comparer(rapport: &mut Rapport, precedent: &Rapport) {
    rapport.comparaison = Some(Comparaison::entre(precedent, rapport));
}

/// Writes everything; the signature is over the very bytes of the JSON file.
pub fn ecrire(rapport: &Rapport, dossier: &Path, sceau: &Sceau) -> Result<(), RapportError> {
    std::fs::create_dir_all(dossier).map_err(|cause| fichier(dossier, cause))?;
    let json = serde_json::to_vec_pretty(rapport)
        .map_err(|cause| RapportError::Forme { chemin: dossier.join(RAPPORT), cause })?;
    let ecrits = [
        (RAPPORT, json.clone()),
        (SIGNATURE, sceau.signer(&json)?.into_bytes()),
        (CLE, sceau.publique().to_string().into_bytes()),
        (PAGE, page::page(rapport)?.into_bytes()),
        (JUNIT, junit::xml(rapport).into_bytes()),
    ];
    for (nom, octets) in ecrits {
        let chemin = dossier.join(nom);
        std::fs::write(&chemin, octets).map_err(|cause| fichier(&chemin, cause))?;
    }
    Ok(())
}

fn fichier(chemin: &Path, cause: std::io::Error) -> RapportError {
    RapportError::Fichier { chemin: chemin.to_owned(), cause }
}
