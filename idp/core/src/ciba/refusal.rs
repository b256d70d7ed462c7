use oidc::ErrorCode;

use crate::authorization::Fault;
use crate::client_auth::ClientAuthRefusal;
use crate::client_keys::KeysRefusal;
use crate::ecps::DemandeError;
use crate::explain::Compared;
use crate::port::PortError;
use crate::sender::SenderRefusal;
use crate::token::PublicRefusal;

/// Why nobody is asked: OpenID Connect CIBA Core 1.0 §13.
#[derive(Debug, thiserror::Error)]
pub enum CibaRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    #[error(transparent)]
    Sender(#[from] SenderRefusal),
    /// One check of the list did not hold.
    #[error("{}", .0.why)]
    Check(Fault),
    /// Counted on the identifier that was sent: it says nothing of whether somebody has it (M09).
    #[error("too many requests for this person, or from this service")]
    TooMany,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl CibaRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Client(refusal) => refusal.public(),
            Self::Sender(refusal) => refusal.public(),
            Self::Check(fault) => PublicRefusal { error: fault.error, description: fault.why },
            Self::TooMany => PublicRefusal {
                error: ErrorCode::TemporarilyUnavailable,
                description: "too many requests for this person or from this service",
            },
            Self::Port(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Port(_) => PublicRefusal::DEFECT,
        }
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "ciba.client-non-prouve",
            Self::Sender(_) => "ciba.cle-non-prouvee",
            Self::Check(fault) => fault.code().unwrap_or("ciba.demande-refusee"),
            Self::TooMany => "ciba.trop-de-demandes",
            Self::Port(_) => "ciba.indisponible",
        }
    }

    /// The two values of the check that did not hold.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Check(fault) => fault.compared.as_deref().cloned(),
            Self::Sender(refusal) => refusal.compared(),
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Client(_) => "Authenticate by the registered method, once.",
            Self::Sender(_) => "Send no DPoP proof here, or one that holds for this request.",
            Self::Check(_) => "Correct what error_description names.",
            Self::TooMany => "Wait ten minutes; ask again only when the person is in front of the screen.",
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Client(ClientAuthRefusal::Client { basic: false }),
            Self::Sender(SenderRefusal::Proof("the proof is not for this request")),
            Self::Check(Fault::request("a check of this endpoint did not hold")),
            Self::TooMany,
            Self::Port(PortError::unavailable("presence", "no answer")),
        ]
    }
}

impl From<Fault> for CibaRefusal {
    fn from(fault: Fault) -> Self {
        Self::Check(fault)
    }
}

impl From<KeysRefusal> for CibaRefusal {
    fn from(refusal: KeysRefusal) -> Self {
        match refusal {
            KeysRefusal::Unavailable(error) => Self::Port(error),
            KeysRefusal::Jws(_) => {
                Self::Check(Fault::request("request is not signed by a registered key of the client, as registered"))
            }
        }
    }
}

impl From<DemandeError> for CibaRefusal {
    fn from(error: DemandeError) -> Self {
        match error {
            DemandeError::Port(error) => Self::Port(error),
            _ => Self::TooMany,
        }
    }
}
