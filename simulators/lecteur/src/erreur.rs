use std::path::{Path, PathBuf};

/// Why the reader does not do what it was asked. Its text is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum LecteurError {
    #[error("{path} : {cause}")]
    Fichier { path: PathBuf, cause: std::io::Error },
    #[error(
        "La bibliothèque de SoftHSM n'est à aucune de ses places habituelles. Installez-la : apt install softhsm2 opensc"
    )]
    SansSofthsm,
    #[error("{programme} ne se lance pas ({cause}). Installez-le : apt install softhsm2 opensc")]
    Outil { programme: &'static str, cause: std::io::Error },
    #[error("{programme} refuse : {dit}")]
    Refus { programme: &'static str, dit: String },
    #[error("« {0} » n'est pas un nom de carte : 32 lettres sans accent, chiffres et traits d'union au plus.")]
    Nom(String),
    #[error("{0} n'a jamais été dans ce lecteur. Insérez-la d'abord : caducee carte inserer {0}")]
    Inconnue(String),
    #[error("Un code compte de 4 à 16 chiffres.")]
    Code,
}

impl LecteurError {
    pub(crate) fn fichier(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Fichier { path, cause }
    }
}
