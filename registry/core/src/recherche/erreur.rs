use ambient::Seconds;

use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::port::PortError;

/// Why nobody was looked for.
#[derive(Debug, thiserror::Error)]
pub enum RechercheError {
    #[error("two letters are the least to look for")]
    TropCourte,
    #[error("digits that are no number of the RPPS")]
    Numero,
    /// After so long there is room again (R06).
    #[error("too many searches of this source or of this agent")]
    TropDeQuestions(Seconds),
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl RechercheError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TropCourte => "recherche_trop_courte",
            Self::Numero => "recherche_numero",
            Self::TropDeQuestions(_) => "recherches_trop_nombreuses",
            Self::Droit(droit) => droit.code(),
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::TropCourte | Self::Numero => Classe::Saisie,
            Self::TropDeQuestions(_) => Classe::Trop,
            Self::Droit(_) => Classe::Droit,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::TropCourte => {
                "C’est trop court pour chercher. Écrivez au moins deux lettres du nom, ou le numéro RPPS."
            }
            Self::Numero => {
                "Ce n’est pas un numéro RPPS. Recopiez ses 11 chiffres, ou les 12 de l’identifiant national."
            }
            Self::TropDeQuestions(_) => {
                "Beaucoup de recherches sont venues d’ici en peu de temps. Attendez un peu, puis recommencez."
            }
            Self::Droit(droit) => droit.phrase(),
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
    /// How long to wait, where waiting helps.
    pub const fn attente(&self) -> Option<Seconds> {
        match self {
            Self::TropDeQuestions(attente) => Some(*attente),
            _ => None,
        }
    }
}
