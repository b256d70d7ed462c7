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
