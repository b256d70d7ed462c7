//! The rhythm at which a client may ask whether a person has answered: RFC 8628 §3.5, OpenID Connect CIBA Core 1.0 §11. It
//! rests on a presence shelf, so that every node keeps the same.

use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};
use oidc::ErrorCode;
use serde::{Deserialize, Serialize};

use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::token::PublicRefusal;

/// What each question that came too early adds to the interval (RFC 8628 §3.5).
const STEP: Seconds = Seconds(5);
/// Milliseconds by which a question may be early: clocks and networks are not exact.
const TOLERANCE: i64 = 200;

/// Why a question gets no tokens now, or ever.
#[derive(Debug, thiserror::Error)]
pub enum PollRefusal {
    /// `invalid_grant`, for this private cause.
    #[error("{0}")]
    Grant(&'static str),
    #[error("the person has not answered yet")]
    Pending,
    #[error("the client asks more often than it may")]
    SlowDown,
    #[error("the request has expired")]
    Expired,
    /// The person refused, or may not enter.
    #[error("{0}")]
    Denied(&'static str),
    #[error("the registry is out of reach: {0}")]
    RegistryOut(String),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl PollRefusal {
    pub fn public(&self) -> PublicRefusal {
        let (error, description) = match self {
            Self::Grant(_) => (ErrorCode::InvalidGrant, "what was sent is unknown, spent or of another client"),
            Self::Pending => (ErrorCode::AuthorizationPending, "the person has not answered yet"),
            Self::SlowDown => (ErrorCode::SlowDown, "wait five seconds longer than before between two requests"),
            Self::Expired => (ErrorCode::ExpiredToken, "the person did not answer in time"),
            Self::Denied(_) => (ErrorCode::AccessDenied, "the person refused, or may not enter"),
            Self::RegistryOut(_) | Self::Port(PortError::Unavailable { .. }) => return PublicRefusal::OUT,
            Self::Port(_) => return PublicRefusal::DEFECT,
        };
        PublicRefusal { error, description }
    }

    /// Part of the ordinary course: no act that the journal tells.
    pub fn waits(&self) -> bool {
        matches!(self, Self::Pending | Self::SlowDown)
    }
}

#[derive(Serialize, Deserialize)]
struct Beat {
    last: Timestamp,
    interval: Seconds,
}

#[derive(Clone)]
pub struct Rhythm {
    ambient: Ambient,
    shelf: Shelf<Beat>,
}

impl Rhythm {
    pub fn new(ambient: Ambient, presence: Arc<dyn Presence>) -> Self {
        Self { ambient, shelf: Shelf::new(presence, "polling") }
    }

    /// One question about `key`. Too early is refused and lengthens the interval; of two at the same moment one is too early.
    /// Devices ask here first, whatever the answer is; CIBA only where there is none yet, since a ping may have told of one.
    pub async fn beat(&self, key: &str, interval: Seconds, life: Seconds) -> Result<(), PollRefusal> {
        let now = self.ambient.now();
        let in_time = match self.shelf.read(key).await? {
            None => self.shelf.create(key, &Beat { last: now, interval }, life).await?,
            Some(seen) => {
                let beat = seen.value;
                let early = now.millis() + TOLERANCE < beat.last.plus(beat.interval).millis();
                let interval = if early { Seconds(beat.interval.0 + STEP.0) } else { beat.interval };
                self.shelf.replace(key, seen.version, &Beat { last: now, interval }, life).await? && !early
            }
        };
        if in_time { Ok(()) } else { Err(PollRefusal::SlowDown) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::FakePresence;

    // requirement: M05
    #[tokio::test]
    async fn a_client_that_hurries_waits_longer_each_time() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_900_000_000), 1);
        let rhythm = Rhythm::new(ambient, Arc::new(FakePresence::default()));
        let beat = || rhythm.beat("key", Seconds(5), Seconds(120));
        assert!(beat().await.is_ok(), "the first question is never early");
        for (wait, in_time) in [(5, true), (4, false), (5, false), (14, false), (20, true), (19, false), (25, true)] {
            clock.advance(Seconds(wait));
            assert_eq!(beat().await.is_ok(), in_time, "{wait}");
        }
        assert!(rhythm.beat("another", Seconds(5), Seconds(120)).await.is_ok(), "each request has its own");
    }

    // requirement: M04
    #[tokio::test]
    async fn two_nodes_keep_one_rhythm() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_900_000_000), 1);
        let shared = Arc::new(FakePresence::default());
        let (one, other) = (Rhythm::new(ambient.clone(), shared.clone()), Rhythm::new(ambient, shared));
        assert!(one.beat("key", Seconds(5), Seconds(120)).await.is_ok());
        clock.advance(Seconds(1));
        assert!(
            other.beat("key", Seconds(5), Seconds(120)).await.is_err(),
            "the other node knows of the first question"
        );
        clock.advance(Seconds(6));
        assert!(
            one.beat("key", Seconds(5), Seconds(120)).await.is_err(),
            "and this one of the interval that grew there"
        );
    }

    #[test]
    fn each_refusal_has_the_word_of_its_rfc() {
        let word = |refusal: PollRefusal| refusal.public().error.word();
        assert_eq!(word(PollRefusal::Pending), "authorization_pending");
        assert_eq!(word(PollRefusal::SlowDown), "slow_down");
        assert_eq!(word(PollRefusal::Expired), "expired_token");
        assert_eq!(word(PollRefusal::Denied("refused")), "access_denied");
        assert_eq!(word(PollRefusal::Grant("unknown")), "invalid_grant");
        assert_eq!(word(PollRefusal::RegistryOut(String::new())), "temporarily_unavailable");
    }
}
