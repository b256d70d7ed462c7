use oidc::ErrorCode;

use crate::authorization::Fault;
use crate::client_auth::ClientAuthRefusal;
use crate::explain::Compared;
use crate::port::PortError;
use crate::token::PublicRefusal;

/// Why a device gets no code: RFC 8628 §3.2.
#[derive(Debug, thiserror::Error)]
pub enum DeviceRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    /// One check of the list did not hold.
    #[error("{}", .0.why)]
    Check(Fault),
    #[error("too many requests of this client from one network")]
    TooMany,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl DeviceRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Client(refusal) => refusal.public(),
            Self::Check(fault) => PublicRefusal { error: fault.error, description: fault.why },
            Self::TooMany => PublicRefusal {
                error: ErrorCode::TemporarilyUnavailable,
                description: "too many requests of this client from one network",
            },
            Self::Port(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Port(_) => PublicRefusal::DEFECT,
        }
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "poste.client-non-prouve",
            Self::Check(fault) => fault.code().unwrap_or("poste.demande-refusee"),
            Self::TooMany => "poste.trop-de-demandes",
            Self::Port(_) => "poste.indisponible",
        }
    }

    /// The two values of the check that did not hold.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Check(fault) => fault.compared.as_deref().cloned(),
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Client(_) => "Authenticate by the registered method, once; a public client sends its client_id.",
            Self::Check(_) => "Correct what error_description names.",
            Self::TooMany => "Keep the code that the screen shows until it expires, instead of asking for another.",
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Client(ClientAuthRefusal::Client { basic: false }),
            Self::Check(Fault::request("a check of this endpoint did not hold")),
            Self::TooMany,
            Self::Port(PortError::unavailable("presence", "no answer")),
        ]
    }
}

impl From<Fault> for DeviceRefusal {
    fn from(fault: Fault) -> Self {
        Self::Check(fault)
    }
}

/// Why the code that a person typed leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum CodeRefusal {
    #[error("no device waits under this code: mistyped, used, or expired")]
    Unknown,
    #[error("too many wrong codes from one network")]
    TooMany,
    #[error(transparent)]
    Port(#[from] PortError),
}
