use oidc::ErrorCode;

use crate::authorization::Fault;
use crate::client_auth::ClientAuthRefusal;
use crate::explain::Compared;
use crate::port::PortError;
use crate::sender::SenderRefusal;
use crate::token::PublicRefusal;

/// Why a request was not kept: RFC 9126 §2.3.
#[derive(Debug, thiserror::Error)]
pub enum ParRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    #[error(transparent)]
    Sender(#[from] SenderRefusal),
    /// What a browser would have been answered, in the same words.
    #[error("{}: {}", .0.error, .0.why)]
    Request(Fault),
    /// 429.
    #[error("too many requests were pushed in the name of this client")]
    Throttled,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ParRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Client(refusal) => refusal.public(),
            Self::Sender(refusal) => refusal.public(),
            Self::Request(fault) => PublicRefusal { error: fault.error, description: fault.why },
            Self::Throttled => PublicRefusal {
                error: ErrorCode::TemporarilyUnavailable,
                description: "too many requests were pushed: try again in ten minutes",
            },
            Self::Port(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Port(_) => PublicRefusal::DEFECT,
        }
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "depot.client-non-prouve",
            Self::Sender(_) => "depot.cle-non-prouvee",
            Self::Request(fault) => fault.code().unwrap_or("depot.demande-refusee"),
            Self::Throttled => "depot.trop-de-demandes",
            Self::Port(_) => "depot.indisponible",
        }
    }

    /// The two values of the check that did not hold.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Request(fault) => fault.compared.as_deref().cloned(),
            Self::Sender(refusal) => refusal.compared(),
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Client(_) => "Authenticate by the registered method, once, as at the token endpoint.",
            Self::Sender(_) => "Make the DPoP proof for this endpoint and this moment, with the key of dpop_jkt.",
            Self::Request(_) => {
                "Put right what the description names: the same checks hold at the authorization endpoint."
            }
            Self::Throttled => {
                "Push once for each login; for more logins than that, ask the operator to raise `pushed` in the configuration."
            }
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Client(ClientAuthRefusal::Client { basic: false }),
            Self::Sender(SenderRefusal::Proof("dpop_jkt and the proof name different keys")),
            Self::Request(Fault::request("a check of this endpoint did not hold")),
            Self::Throttled,
            Self::Port(PortError::unavailable("presence", "no answer")),
        ]
    }
}
