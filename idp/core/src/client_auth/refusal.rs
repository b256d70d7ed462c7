use ambient::Timestamp;

use crate::explain::{Compared, checks};
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
    /// The same answer; what did not hold is for the sandbox and the log.
    #[error("{}", .0.why)]
    Proof(Unproven),
    /// 429: too many wrong proofs from this source; the right one waits too, from there, for a moment.
    #[error("too many wrong proofs from one source")]
    Throttled { until: Option<Timestamp> },
    #[error(transparent)]
    Unavailable(#[from] PortError),
}

/// A proof of a known client that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproven {
    /// What would have held.
    pub why: &'static str,
    /// Never a secret: what is compared stands in a registration or in the clear of an assertion.
    pub compared: Option<Box<Compared>>,
}

impl Unproven {
    pub const fn new(why: &'static str) -> Self {
        Self { why, compared: None }
    }

    pub fn between(why: &'static str, expected: impl Into<String>, received: impl Into<String>) -> Self {
        let compared = Compared { expected: expected.into(), received: received.into() };
        Self { why, compared: Some(Box::new(compared)) }
    }
}

impl From<Unproven> for ClientAuthRefusal {
    fn from(unproven: Unproven) -> Self {
        Self::Proof(unproven)
    }
}

impl ClientAuthRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request(why) => of(why).unwrap_or("client.demande-refusee"),
            Self::Client { .. } => "client.non-prouve",
            Self::Proof(unproven) => of(unproven.why).unwrap_or("client.non-prouve"),
            Self::Throttled { .. } => "client.trop-d-essais",
            Self::Unavailable(_) => "client.indisponible",
        }
    }

    /// The two values of the check that did not hold.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Proof(unproven) => unproven.compared.as_deref().cloned(),
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Request(_) => "Authenticate by one method at a time.",
            Self::Client { .. } | Self::Proof(_) => {
                "Use the registered method with this environment's secret, key or certificate; a key assertion names the issuer in aud, lives for a minute and serves once."
            }
            Self::Throttled { .. } => "Stop, look at the secret, and try again in a minute.",
            Self::Unavailable(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Request("the call names its client once"),
            Self::Client { basic: false },
            Self::Throttled { until: None },
            Self::Unavailable(PortError::unavailable("clients", "no answer")),
        ]
    }
}

fn of(check: &str) -> Option<&'static str> {
    checks::code(&[checks::OF_CLIENTS], check)
}
