use crate::NomRefuse;

/// Why a PKCS#10 request is not sent to the authority.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DemandeRefusee {
    #[error("nothing was given")]
    Vide,
    #[error("longer than any request")]
    TropLongue,
    /// Whoever reads it may act as the organisation: it is neither kept nor given back.
    #[error("a private key stands beside the request, or in its place")]
    ClePrivee,
    #[error("several requests at once")]
    Plusieurs,
    #[error("a certificate, or something else that is no request")]
    Autre,
    #[error("not PKCS#10: {0}")]
    Illisible(String),
    #[error("weak key: {0}")]
    CleFaible(String),
    #[error("signed with SHA-1, MD5 or an algorithm that nobody takes: {0}")]
    Algorithme(String),
    #[error("the signature does not hold: who asks does not hold the key, or the text was damaged")]
    Signature,
    #[error("the subject has no common name, or several")]
    SansNom,
    #[error("the common name breaks the naming rule: {0}")]
    Nom(NomRefuse),
    /// Another common name than the one that was ordered.
    #[error("the common name is {recu}, {attendu} was ordered")]
    AutreNom { attendu: String, recu: String },
    /// OU or O of another structure, or another country.
    #[error("the subject says {0}")]
    AutreStructure(String),
}

impl DemandeRefusee {
    /// Stable.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vide => "pkcs10_vide",
            Self::TropLongue => "pkcs10_trop_longue",
            Self::ClePrivee => "pkcs10_cle_privee",
            Self::Plusieurs => "pkcs10_plusieurs",
            Self::Autre => "pkcs10_autre_chose",
            Self::Illisible(_) => "pkcs10_illisible",
            Self::CleFaible(_) => "pkcs10_cle_faible",
            Self::Algorithme(_) => "pkcs10_algorithme",
            Self::Signature => "pkcs10_signature",
            Self::SansNom => "pkcs10_sans_nom",
            Self::Nom(_) => "pkcs10_nom",
            Self::AutreNom { .. } => "pkcs10_autre_nom",
            Self::AutreStructure(_) => "pkcs10_autre_structure",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Vide => "Il manque la demande de certificat (PKCS#10). Collez celle que le logiciel a produite.",
            Self::TropLongue => {
                "Ce texte est trop long pour une demande de certificat. Collez la demande PKCS#10 seule."
            }
            Self::ClePrivee => {
                "Ce texte contient une clé privée : elle ne doit jamais quitter le serveur. Nous ne l'avons pas gardée. Produisez une nouvelle clé, puis collez la demande seule."
            }
            Self::Plusieurs => "Ce texte contient plusieurs demandes. Collez-en une seule, celle de ce certificat.",
            Self::Autre => {
                "Ce texte n'est pas une demande de certificat. Collez celle qui commence par « -----BEGIN CERTIFICATE REQUEST----- »."
            }
            Self::Illisible(_) => {
                "La demande est illisible. Collez-la entière, de la ligne BEGIN à la ligne END, sans la modifier."
            }
            Self::CleFaible(_) => {
                "La clé de la demande est trop faible. Produisez une clé RSA de 2048 bits au moins, ou P-256, puis une nouvelle demande."
            }
            Self::Algorithme(_) => {
                "La demande est signée avec un algorithme abandonné, comme SHA-1. Produisez-la de nouveau avec SHA-256."
            }
            Self::Signature => {
                "La signature de la demande ne correspond pas à sa clé : le texte a été abîmé. Produisez la demande de nouveau et collez-la entière."
            }
            Self::SansNom => {
                "La demande doit porter un nom (CN), et un seul. Produisez-la de nouveau avec le nom affiché sur cette page."
            }
            Self::Nom(_) => {
                "Le nom (CN) de la demande ne suit pas la règle de nommage. Produisez-la de nouveau avec le nom affiché sur cette page."
            }
            Self::AutreNom { .. } => {
                "La demande porte un autre nom (CN) que celui du certificat commandé. Produisez-la de nouveau avec le nom affiché sur cette page."
            }
            Self::AutreStructure(_) => {
                "La demande nomme une autre structure. Produisez-la de nouveau avec le sujet affiché sur cette page, ou avec le nom (CN) seul."
            }
        }
    }

    /// One of each.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Vide,
            Self::TropLongue,
            Self::ClePrivee,
            Self::Plusieurs,
            Self::Autre,
            Self::Illisible(String::new()),
            Self::CleFaible("RSA of 1024 bits".to_owned()),
            Self::Algorithme(String::new()),
            Self::Signature,
            Self::SansNom,
            Self::Nom(NomRefuse::Insi),
            Self::AutreNom { attendu: "DUI-AUTH".to_owned(), recu: "DUI".to_owned() },
            Self::AutreStructure("OU=1440990026".to_owned()),
        ]
    }
}
