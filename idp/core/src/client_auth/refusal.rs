use ambient::Timestamp;

use crate::port::PortError;

/// Why a caller is not let in. The answer never says whether the client exists or what was wrong with its proof.
#[derive(Debug, thiserror::Error)]
pub enum ClientAuthRefusal {
    /// 400 `invalid_request`.
    #[error("{0}")]
    Request(&'static str),
    /// 401 `invalid_client`; with `WWW-Authenticate: Basic` when the header was used.
    #[error("the client is unknown, disabled, or did not prove itself by its registered method")]
    Client { basic: bool },
    /// 429: too many wrong proofs from this source; the right one waits too, from there, for a moment.
    #[error("too many wrong proofs from one source")]
    Throttled { until: Option<Timestamp> },
    #[error(transparent)]
    Unavailable(#[from] PortError),
}

impl ClientAuthRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request(_) => "client.demande-refusee",
            Self::Client { .. } => "client.non-prouve",
            Self::Throttled { .. } => "client.trop-d-essais",
            Self::Unavailable(_) => "client.indisponible",
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Request(_) => "Authenticate by one method at a time.",
            Self::Client { .. } => {
                "Use the registered method with this environment's secret, key or certificate; a key assertion names the issuer in aud, lives for a minute and serves once."
            }
            Self::Throttled { .. } => "Stop, look at the secret, and try again in a minute.",
            Self::Unavailable(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Request("one client authentication method at a time"),
            Self::Client { basic: false },
            Self::Throttled { until: None },
            Self::Unavailable(PortError::unavailable("clients", "no answer")),
        ]
    }
}
