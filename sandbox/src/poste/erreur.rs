use std::path::PathBuf;

use lecteur::LecteurError;

use crate::cartes::CartesError;

/// Its text is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum PosteError {
    #[error(transparent)]
    Lecteur(#[from] LecteurError),
    #[error("{data} ne se lit pas ({cause}). Lancez d'abord le bac à sable : caducee")]
    Absent { data: PathBuf, cause: std::io::Error },
    #[error("Les cartes du bac à sable ne se lisent pas ({0}). Lancez-le d'abord : caducee")]
    Cartes(#[from] CartesError),
    #[error("{path} : {cause}")]
    Fichier { path: PathBuf, cause: std::io::Error },
    #[error("{0} ne contient aucun certificat.")]
    SansCertificat(PathBuf),
    #[error("Aucune carte ne s'appelle {0}. Les noms : caducee carte liste")]
    Inconnue(String),
    #[error("Aucune carte n'est dans le lecteur. Insérez-en une : caducee carte inserer medecin")]
    Vide,
    #[error("{0} a déjà son code. Pour en changer : caducee carte renouveler {0} --pin CODE")]
    CodeChoisi(String),
    #[error("Ce n'est pas le code de {carte}. Essais restants : {restants}.")]
    CodeFaux { carte: String, restants: u8 },
    #[error("{0} est bloquée : trois codes faux. Pour la remplacer : caducee carte renouveler {0}")]
    Bloquee(String),
    #[error("Aucune demande n'attend cette carte.")]
    RienNAttend,
    #[error("Le bac à sable ne répond pas ({0}). Lancez-le (caducee), ou donnez ici le même --port-base.")]
    Muet(#[from] reqwest::Error),
    #[error("{carte} est retirée, mais le fournisseur ne le sait pas. {cause}")]
    SansPrevenir { carte: String, cause: Box<PosteError> },
    #[error("Le client HTTP ne se prépare pas : {0}")]
    Client(#[from] idp_outbound::ClientError),
    #[error("{phrase} ({code})")]
    Refus { phrase: String, code: String },
    #[error("Réponse inattendue ({status}) : {dit}")]
    Inattendue { status: u16, dit: String },
    #[error("curl ne se lance pas ({0}). Installez-le : apt install curl libengine-pkcs11-openssl")]
    SansCurl(std::io::Error),
    #[error("curl n'a pas abouti : {0}Il faut : apt install libengine-pkcs11-openssl, et le bac à sable en marche.")]
    Curl(String),
    #[error("La réponse ne se lit pas : {0}")]
    Illisible(#[from] serde_json::Error),
}

impl PosteError {
    /// What the provider said: its own words where it has some.
    pub(super) fn refus(status: u16, dit: &str) -> Self {
        #[derive(serde::Deserialize)]
        struct Dit {
            code: String,
            phrase: String,
        }
        match serde_json::from_str(dit) {
            Ok(Dit { code, phrase }) => Self::Refus { phrase, code },
            Err(_) => Self::Inattendue { status, dit: dit.trim().to_owned() },
        }
    }
}
