use std::sync::atomic::{AtomicI64, Ordering};

use ambient::{Seconds, Timestamp};

/// What is kept of the registry may be used this long after the provider was last sure to know every event.
pub const VALIDITE: Seconds = Seconds(2);

/// The last instant at which the provider had read and stored every event of the registry.
///
/// Written by [`Suiveur`](crate::evenements::Suiveur) alone, read by the cache and by whoever must fail closed.
#[derive(Debug)]
pub struct Fraicheur(AtomicI64);

/// No event was ever confirmed.
const JAMAIS: i64 = i64::MIN;

impl Default for Fraicheur {
    fn default() -> Self {
        Self(AtomicI64::new(JAMAIS))
    }
}

impl Fraicheur {
    pub fn confirmee_le(&self) -> Option<Timestamp> {
        match self.0.load(Ordering::SeqCst) {
            JAMAIS => None,
            millis => Some(Timestamp::from_millis(millis)),
        }
    }

    /// Confirmed less than `age` ago. A confirmation from the future (a clock that was set back) counts for nothing.
    pub fn a_moins_de(&self, age: Seconds, now: Timestamp) -> bool {
        self.confirmee_le().is_some_and(|confirmee| confirmee <= now && now < confirmee.plus(age))
    }

    pub(crate) fn confirmer(&self, at: Timestamp) {
        self.0.store(at.millis(), Ordering::SeqCst);
    }
}
