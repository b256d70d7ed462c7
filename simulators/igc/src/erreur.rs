use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum IgcError {
    #[error("{path}: {cause}. Make the folder readable and writable, or start again with an empty one")]
    Fichier { path: PathBuf, cause: std::io::Error },
    #[error("{path} is not what this authority wrote: {cause}. Restore it, or start again with an empty folder")]
    Contenu { path: PathBuf, cause: String },
    #[error("the cryptographic library refused: {0}")]
    Cryptographie(&'static str),
    #[error("PKCS#12: {0}")]
    Pkcs12(String),
    #[error("no certificate with serial number {0} was issued here")]
    SerieInconnue(String),
    #[error(
        "\"{0}\" is not a name of this machine. This authority signs localhost, *.localhost, *.test, *.example and loopback addresses only"
    )]
    NomInterdit(String),
    #[error("trust material of the authority is refused: {0}")]
    Autorite(#[from] carte_cps::AutoriteError),
}
