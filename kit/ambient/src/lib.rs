//! Now and chance, and the small things that must never be invented twice: typed identifiers, secrets that do not
//! print, and the hash under which a generated secret rests.
//!
//! Nothing above this crate reads a clock or draws a random number by itself: both come in through [`Ambient`].

mod chance;
mod clock;
mod id;
mod rest;

pub use chance::{Chance, SeededChance, SystemChance};
pub use clock::{Clock, MovableClock, Seconds, SystemClock, Timestamp};
pub use rest::{RestKey, RestKeyError, Resting};
pub use secrecy::{ExposeSecret, SecretString};

use std::sync::Arc;

/// The clock and the randomness of one process, handed to every use case that needs them.
#[derive(Clone, Debug)]
pub struct Ambient {
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Chance>,
}

impl Ambient {
    /// The machine's clock and the system's random source.
    pub fn system() -> Self {
        Self { clock: Arc::new(SystemClock), chance: Arc::new(SystemChance) }
    }

    /// A movable clock that starts at `start`, and randomness drawn from `seed`: for tests that run in one process.
    pub fn fixed(start: Timestamp, seed: u64) -> (Self, Arc<MovableClock>) {
        let clock = Arc::new(MovableClock::starting_at(start));
        (Self { clock: clock.clone(), chance: Arc::new(SeededChance::new(seed)) }, clock)
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A secret that is kept in a table: its moment (milliseconds since 1970, 11 hexadecimal digits), `~`, and 256 random bits
    /// in base64url. When it was made is no secret, and what rests of it sorts by that ([`RestKey::rest`]).
    pub fn dated_secret(&self) -> SecretString {
        SecretString::from(format!("{:011x}~{}", self.now().millis(), self.chance.token()))
    }

    /// 256 random bits in base64url (43 characters): codes, tokens, session identifiers.
    pub fn secret(&self) -> SecretString {
        SecretString::from(self.chance.token())
    }
}
