use std::path::{Path, PathBuf};

use url::Url;

/// Why `try` stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum EssaiError {
    #[error("{chemin}: {cause}. Start the sandbox first, or name its folder with --data")]
    Fichier { chemin: PathBuf, cause: std::io::Error },
    #[error("{base} is not the sandbox of {data}, which is at {dui}. Name the folder of yours with --data")]
    AutreBac { base: String, data: PathBuf, dui: String },
    #[error("an HTTP call failed: {0}")]
    Http(#[from] reqwest::Error),
    #[error("{url} answered {status}: {texte}")]
    Page { url: Url, status: u16, texte: String },
    #[error("no way on from {0}")]
    Suite(Url),
    #[error("nothing came back to {0} in a minute")]
    Attente(String),
    #[error("the provider refused: {0}")]
    Refus(String),
    #[error("the discovery document has no right {0}")]
    Decouverte(&'static str),
    #[error("the ID token was signed with a key that is not published")]
    CleInconnue,
    #[error("the ID token: {0}")]
    Jeton(#[from] jsonwebtoken::errors::Error),
    #[error("the phone: {0}")]
    Telephone(#[from] mobile_sim_server::cli::CliError),
    #[error("the phone: {0}")]
    Pilote(#[from] mobile_sim_server::cli::PiloteError),
    #[error("the phone: {0}")]
    Client(#[from] mobile_sim_server::ClientError),
    #[error("the manifest has no {0}")]
    Manifeste(&'static str),
    #[error("the manifest cannot be read: {0}")]
    Json(#[from] serde_json::Error),
}

impl EssaiError {
    pub fn fichier(chemin: &Path, cause: std::io::Error) -> Self {
        Self::Fichier { chemin: chemin.to_owned(), cause }
    }
}
