//! The guide for teams that connect their service: Markdown and generated catalogues of this repository, as static pages in French
//! and English. Everything is in the program: it reads nothing when it runs.

pub mod blocs;
mod element;
mod inclure;
mod index;
mod page;
mod plan;
pub mod rendu;
mod sources;
mod tableau;
mod typographie;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use page::{Feuille, construire, feuilles};
pub use plan::{Fiche, Langue, Origine, PLAN, Rubrique};
pub use sources::chemins as sources;

/// What went wrong while the pages were made: a fault of a source, never of the reader.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("{page}: {chemin} is no source of the site: add it to site/src/sources.rs")]
    Absent { page: String, chemin: String },
    #[error("{page}: {chemin} has no part « {partie} »")]
    Partie { page: String, chemin: String, partie: String },
    #[error("{page}: a page begins with its title (# …), then one paragraph")]
    SansTitre { page: String },
    #[error("{page}: the link to {cible} leads nowhere in the site")]
    Lien { page: String, cible: String },
    #[error("{page}: {0}", page = .1)]
    Page(#[source] askama::Error, String),
    #[error("the index of the search: {0}")]
    Index(#[from] serde_json::Error),
    #[error("{}: {cause}", chemin.display())]
    Ecrire { chemin: PathBuf, cause: std::io::Error },
}

/// Every file of the site, by its address from the root.
#[derive(Debug)]
pub struct Site {
    pub fichiers: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Writes each file under this folder, and makes the folders that are missing.
    pub fn ecrire(&self, dossier: &Path) -> Result<(), SiteError> {
        for (adresse, octets) in &self.fichiers {
            let chemin = dossier.join(adresse);
            let ecrit = chemin.parent().map_or(Ok(()), std::fs::create_dir_all);
            ecrit
                .and_then(|()| std::fs::write(&chemin, octets))
                .map_err(|cause| SiteError::Ecrire { chemin, cause })?;
        }
        Ok(())
    }

    /// The type of what stands at this address.
    pub fn genre(adresse: &str) -> &'static str {
        match adresse.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        }
    }
}
