//! `partie.toml`, read from its file.

use std::path::{Path, PathBuf};

use banc_core::Partie;
use banc_core::partie::Objection;

#[derive(Debug, thiserror::Error)]
pub enum PartieError {
    #[error("{chemin} : {cause}")]
    Illisible { chemin: PathBuf, cause: std::io::Error },
    #[error("{chemin} : {cause}")]
    Forme { chemin: PathBuf, cause: Box<toml::de::Error> },
    #[error("{chemin} se contredit :{}", lignes(.objections))]
    Objections { chemin: PathBuf, objections: Vec<Objection> },
}

/// Reads and checks the description; paths in it are relative to its folder.
pub fn lire(chemin: &Path) -> Result<Partie, PartieError> {
    let a_la_lecture = |cause| PartieError::Illisible { chemin: chemin.to_owned(), cause };
    let texte = std::fs::read_to_string(chemin).map_err(a_la_lecture)?;
    let mut partie: Partie = toml::from_str(&texte)
        .map_err(|cause| PartieError::Forme { chemin: chemin.to_owned(), cause: Box::new(cause) })?;
    let objections = partie.objections();
    if !objections.is_empty() {
        return Err(PartieError::Objections { chemin: chemin.to_owned(), objections });
    }
    // a bare file name has an empty parent, which is no folder to start anything in
    let dossier = Path::new(".").join(chemin.parent().unwrap_or(Path::new("")));
    partie.client.jwks = partie.client.jwks.map(|jwks| dossier.join(jwks));
    if let Some(navigateur) = &mut partie.navigateur {
        navigateur.playwright = dossier.join(&navigateur.playwright);
    }
    if let Some(lancement) = &mut partie.lancement {
        lancement.dossier = Some(dossier.join(lancement.dossier.take().unwrap_or_default()));
    }
    Ok(partie)
}

fn lignes(objections: &[Objection]) -> String {
    objections.iter().map(|objection| format!("\n  · {objection}")).collect()
}
