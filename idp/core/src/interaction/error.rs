use ambient::Timestamp;

use crate::passkey::PasskeyError;
use crate::port::PortError;

/// Why a step of a login did not happen. None of them loses the request, except the first two.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    #[error("no such interaction, or it is over")]
    Unknown,
    #[error("the interaction belongs to another browser")]
    OtherBrowser,
    #[error("the interaction is at another stage")]
    Overtaken,
    #[error("what was typed is not a national identifier")]
    IdentifiantIllisible,
    #[error("too many logins were started")]
    TropDEssais { until: Option<Timestamp> },
    #[error("the client does not take this means")]
    MoyenInsuffisant,
    #[error("the phone has not approved")]
    PasApprouvee,
    #[error("the card ticket was used, has expired, or belongs to another interaction")]
    TicketPerime,
    #[error(transparent)]
    Passkey(PasskeyError),
    #[error("the situation is not one of the current ones")]
    SituationInconnue,
    #[error("the client was removed or disabled meanwhile")]
    ClientSuspendu,
    #[error("the registry is out of reach: {0}")]
    AnnuaireMuet(String),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl LoginError {
    /// Stable, for the catalogue and for support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "connexion.perimee",
            Self::OtherBrowser => "connexion.autre-navigateur",
            Self::Overtaken => "connexion.depassee",
            Self::IdentifiantIllisible => "connexion.numero-illisible",
            Self::TropDEssais { .. } => "connexion.trop-d-essais",
            Self::MoyenInsuffisant => "connexion.moyen-insuffisant",
            Self::PasApprouvee => "connexion.pas-approuvee",
            Self::TicketPerime => "connexion.carte-perimee",
            Self::Passkey(error) => error.code(),
            Self::SituationInconnue => "connexion.situation-inconnue",
            Self::ClientSuspendu => "connexion.client-suspendu",
            Self::AnnuaireMuet(_) => "registre.injoignable",
            Self::Port(_) => "service.indisponible",
        }
    }

    /// What the team that runs the provider can do.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::AnnuaireMuet(_) => "look at the health of the registry and at the provider's key to it",
            Self::Port(_) => "look at the health of the stores",
            Self::Passkey(error) => error.remede(),
            Self::TropDEssais { .. } => "raise the limit if many people share this address",
            _ => "nothing: the person acts",
        }
    }
}

impl From<PasskeyError> for LoginError {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Port(error) => Self::Port(error),
            error => Self::Passkey(error),
        }
    }
}
