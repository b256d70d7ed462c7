use serde::{Deserialize, Serialize};

/// What a certificate of the class ORG does in a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Usage {
    /// Authenticates a machine in a TLS handshake.
    #[serde(rename = "AUTH_CLI")]
    AuthCli,
    /// Seals what the organisation sends, and authenticates nothing.
    #[serde(rename = "SIGN")]
    Sign,
}

/// What a structure orders a certificate for. One of each is the least that a structure has (CRT-05), for each software that
/// is another one (CRT-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Emploi {
    /// Seals what is put into the DMP.
    #[serde(rename = "SIGNATURE")]
    Signature,
    /// Authenticates at every service but INSi: feeding the DMP, exchanges with a MSSanté operator (CRT-06).
    #[serde(rename = "AUTHENTIFICATION")]
    Authentification,
    /// Authenticates at INSi, which needs a certificate of its own (CRT-06).
    #[serde(rename = "INSI")]
    Insi,
}

impl Emploi {
    pub const TOUS: [Self; 3] = [Self::Signature, Self::Authentification, Self::Insi];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "SIGNATURE",
            Self::Authentification => "AUTHENTIFICATION",
            Self::Insi => "INSI",
        }
    }

    pub fn lu(texte: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|emploi| emploi.as_str() == texte)
    }

    pub const fn usage(self) -> Usage {
        match self {
            Self::Signature => Usage::Sign,
            Self::Authentification | Self::Insi => Usage::AuthCli,
        }
    }
}
