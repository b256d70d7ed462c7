use carte_cps::{Conseil, RefusCarte};

use crate::interaction::LoginError;
use crate::port::PortError;

/// Why a card did not sign somebody in. None of them loses the request: the phone remains.
#[derive(Debug, thiserror::Error)]
pub enum RefusLecture {
    #[error(transparent)]
    Carte(#[from] RefusCarte),
    /// Struck off, or never registered: the registry does not know the identifier of a good card.
    #[error("the registry does not know the holder")]
    Inconnue,
    #[error("the holder was deactivated in the registry")]
    Desactivee,
    #[error("the kind of card does not go with what the registry says of the holder")]
    MauvaisPorteur,
    #[error("the client does not take a card")]
    MoyenInsuffisant,
    #[error("too many cards were refused from this network")]
    TropDEssais,
    /// The login that the card is read for is over, or elsewhere.
    #[error(transparent)]
    Interaction(LoginError),
    #[error("the registry is out of reach: {0}")]
    AnnuaireMuet(String),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl RefusLecture {
    /// Stable, for the page, the log and support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Carte(refus) => refus.code(),
            Self::Inconnue => "CARTE_PORTEUR_INCONNU",
            Self::Desactivee => "CARTE_PORTEUR_DESACTIVE",
            Self::MauvaisPorteur => "CARTE_MAUVAIS_PORTEUR",
            Self::MoyenInsuffisant => "CARTE_MOYEN_INSUFFISANT",
            Self::TropDEssais => "CARTE_TROP_D_ESSAIS",
            Self::Interaction(error) => error.code(),
            Self::AnnuaireMuet(_) => "registre.injoignable",
            Self::Port(_) => "service.indisponible",
        }
    }

    /// What the holder can do.
    pub const fn conseil(&self) -> Conseil {
        match self {
            Self::Carte(refus) => refus.conseil(),
            Self::Inconnue | Self::Desactivee | Self::MauvaisPorteur => Conseil::AppelerLeSupport,
            Self::MoyenInsuffisant | Self::TropDEssais | Self::Interaction(_) => Conseil::Reessayer,
            Self::AnnuaireMuet(_) | Self::Port(_) => Conseil::Reessayer,
        }
    }

    /// What the team that runs the provider can do.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::Carte(RefusCarte::CrlAbsente(_) | RefusCarte::CrlPerimee) => {
                "refresh the revocation lists of this authority"
            }
            Self::Carte(RefusCarte::EmetteurInconnu(_)) => {
                "compare the issuer with the authorities of the configuration"
            }
            Self::AnnuaireMuet(_) => "look at the health of the registry and at the provider's key to it",
            Self::Port(_) => "look at the health of the stores",
            _ => "nothing: the person acts",
        }
    }
}

impl From<LoginError> for RefusLecture {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Port(error) => Self::Port(error),
            LoginError::TropDEssais { .. } => Self::TropDEssais,
            LoginError::MoyenInsuffisant => Self::MoyenInsuffisant,
            error => Self::Interaction(error),
        }
    }
}
