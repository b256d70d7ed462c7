use crate::classe::Classe;
use crate::port::PortError;

/// Why a proposal is not made or not decided.
#[derive(Debug, thiserror::Error)]
pub enum PropositionError {
    #[error("no proposal has this identifier")]
    Inconnue,
    #[error("the proposal was decided before")]
    DejaTranchee,
    #[error("nobody confirmed the proposal in time")]
    Perimee,
    #[error("whoever proposed cannot confirm, nor somebody of the same name")]
    MemePersonne,
    #[error("nobody decides a proposal about themselves")]
    Concernee,
    #[error("a proposal of this kind is open for this person")]
    DejaProposee,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl PropositionError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Inconnue => "proposition_inconnue",
            Self::DejaTranchee => "proposition_deja_tranchee",
            Self::Perimee => "proposition_perimee",
            Self::MemePersonne => "proposition_meme_personne",
            Self::Concernee => "proposition_concernee",
            Self::DejaProposee => "proposition_deja_ouverte",
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Inconnue => Classe::Absent,
            Self::DejaTranchee | Self::Perimee | Self::DejaProposee => Classe::Conflit,
            Self::MemePersonne | Self::Concernee => Classe::Droit,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Inconnue => "Cette proposition n’existe pas. Rouvrez la liste des propositions en attente.",
            Self::DejaTranchee => "Cette proposition est déjà close. Rouvrez la fiche de la personne.",
            Self::Perimee => "Cette proposition a plus de 72 heures. Faites-en une nouvelle.",
            Self::MemePersonne => {
                "Cette proposition porte votre nom : une autre personne la confirme. Demandez à un collègue habilité."
            }
            Self::Concernee => "Cette décision vous concerne : d’autres la prennent. Demandez à un collègue habilité.",
            Self::DejaProposee => {
                "Une proposition attend déjà pour cette personne. Confirmez-la ou retirez-la d’abord."
            }
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}
