use crate::habilitation::HorsPerimetre;
use crate::port::PortError;

/// Why nobody was looked for.
#[derive(Debug, thiserror::Error)]
pub enum RechercheError {
    #[error("two letters are the least to look for")]
    TropCourte,
    #[error("digits that are no number of the RPPS")]
    Numero,
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
            Self::Droit(droit) => droit.code(),
            Self::Port(_) => "registre_hors_service",
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
            Self::Droit(droit) => droit.phrase(),
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}
