//! Days reckoned from today: a day to come stays to come, in whatever month a journey is walked.

use ambient::{Clock as _, Seconds, SystemClock};
use jiff::civil::Date;
use registry_core::paris;

/// So many days from now, in Paris.
pub fn from_today(days: i64) -> Date {
    paris::jour(SystemClock.now().plus(Seconds::hours(24 * days)))
}

/// The same, as the pages write a day.
pub fn typed(days: i64) -> String {
    from_today(days).strftime("%d/%m/%Y").to_string()
}
