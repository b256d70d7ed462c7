use super::RefusLecture;
use crate::port::PortError;

/// What a person answers to a service, with the card in the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReponseCarte {
    Approuver {
        /// What the screen of the service shows.
        nombre: String,
        /// Which of the places, where some are proposed.
        situation: Option<String>,
    },
    Refuser,
}

/// Why the answer does not count.
#[derive(Debug, thiserror::Error)]
pub enum RefusReponse {
    #[error(transparent)]
    Lecture(#[from] RefusLecture),
    /// None of this name waits for the holder of this card.
    #[error("no request waits for this card")]
    Absente,
    #[error("the number is not that of the service's screen")]
    NombreInexact,
    #[error("three wrong numbers: the request is over")]
    NombresEpuises,
    #[error("one of the places that were proposed has to be named")]
    LieuAChoisir,
}

impl RefusReponse {
    /// Stable, for the program of the reader, the log and support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Lecture(refus) => refus.code(),
            Self::Absente => "CARTE_DEMANDE_ABSENTE",
            Self::NombreInexact => "CARTE_NOMBRE_INEXACT",
            Self::NombresEpuises => "CARTE_NOMBRES_EPUISES",
            Self::LieuAChoisir => "CARTE_LIEU_A_CHOISIR",
        }
    }

    /// What the program of the reader shows.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Lecture(_) => {
                "Cette carte n'a pas pu répondre. Connectez-vous depuis le service pour savoir pourquoi."
            }
            Self::Absente => "Aucune demande n'attend cette carte. Recommencez depuis le service.",
            Self::NombreInexact => "Ce n'est pas le nombre qu'affiche le service. Lisez-le de nouveau sur son écran.",
            Self::NombresEpuises => "Trois nombres faux : la demande est fermée. Recommencez depuis le service.",
            Self::LieuAChoisir => "Il manque votre lieu de travail. Dites où vous travaillez, puis approuvez.",
        }
    }

    /// What the team that runs the provider can do.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::Lecture(refus) => refus.remede(),
            _ => "nothing: the person acts",
        }
    }

    /// One of each of its own, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![Self::Absente, Self::NombreInexact, Self::NombresEpuises, Self::LieuAChoisir]
    }
}

impl From<PortError> for RefusReponse {
    fn from(error: PortError) -> Self {
        Self::Lecture(RefusLecture::Port(error))
    }
}
