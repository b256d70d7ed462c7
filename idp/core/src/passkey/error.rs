use super::CeremonyError;
use crate::port::PortError;

/// Why a passkey was not added or did not sign anybody in. Every page has the words of the code.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error("the proof of the session is too old to give a means")]
    ProofTooOld,
    #[error("the proof of the session is worth less than a passkey, or is one")]
    MeansTooWeak,
    #[error("the person has as many passkeys as the limit allows")]
    TooMany,
    #[error("the name is empty or too long")]
    Name,
    #[error("the question was answered, has expired or was another browser's")]
    Stale,
    #[error("what came is no answer of an authenticator: {0}")]
    Unreadable(String),
    #[error("the answer proves nothing: {0}")]
    Refused(String),
    #[error("the model of the authenticator is not accepted: {0}")]
    Model(String),
    #[error("the device does not keep the passkey where it finds it by itself")]
    NotDiscoverable,
    #[error("this passkey is known already")]
    Known,
    #[error("nobody has this passkey")]
    Unknown,
    #[error("the passkey was removed")]
    Removed,
    #[error("the passkey has reached its end")]
    Expired,
    #[error("the signature counter did not grow: two devices may hold this passkey")]
    Counter,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl PasskeyError {
    /// Stable, for the catalogue and for support; the beginning of the keys of its sentences.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ProofTooOld => "passkey.preuve-ancienne",
            Self::MeansTooWeak => "passkey.preuve-faible",
            Self::TooMany => "passkey.trop-nombreuses",
            Self::Name => "passkey.nom",
            Self::Stale => "passkey.question-perimee",
            Self::Unreadable(_) => "passkey.illisible",
            Self::Refused(_) => "passkey.refusee",
            Self::Model(_) => "passkey.modele",
            Self::NotDiscoverable => "passkey.non-memorisee",
            Self::Known => "passkey.deja-ajoutee",
            Self::Unknown => "passkey.inconnue",
            Self::Removed => "passkey.retiree",
            Self::Expired => "passkey.expiree",
            Self::Counter => "passkey.compteur",
            Self::Port(_) => "service.indisponible",
        }
    }

    /// What the team that runs the provider can do.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "look whether the script of the page is the one that this version serves",
            Self::Refused(_) => {
                "compare the host of the page with hosts.authorization: a passkey belongs to one host for ever"
            }
            Self::Model(_) => "list the model and its maker's authority under passkeys.attestation, if it may serve",
            Self::Counter => "ask the person whether they copied the device; they remove the passkey if not",
            Self::Port(_) => "look at the health of the stores",
            _ => "nothing: the person acts",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::ProofTooOld,
            Self::MeansTooWeak,
            Self::TooMany,
            Self::Name,
            Self::Stale,
            Self::Unreadable(String::new()),
            Self::Refused(String::new()),
            Self::Model(String::new()),
            Self::NotDiscoverable,
            Self::Known,
            Self::Unknown,
            Self::Removed,
            Self::Expired,
            Self::Counter,
            Self::Port(PortError::unavailable("a store", "does not answer")),
        ]
    }
}

impl From<CeremonyError> for PasskeyError {
    fn from(error: CeremonyError) -> Self {
        match error {
            CeremonyError::Unreadable(cause) => Self::Unreadable(cause),
            CeremonyError::Refused(cause) => Self::Refused(cause),
            CeremonyError::Attestation(cause) => Self::Model(cause),
            CeremonyError::Counter => Self::Counter,
            CeremonyError::Inconsistent(cause) => Self::Port(PortError::inconsistent("passkeys", "a ceremony", cause)),
        }
    }
}
