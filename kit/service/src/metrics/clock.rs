//! A clock that jumps: everything that ends by a date ends too soon, or too late (security checklist, row O07).

use std::time::Instant;

use ambient::{Ambient, Timestamp};

use super::{Measure, Metrics, Sample};

pub const SET: Measure = Measure::gauge(
    "caducee_clock_set_seconds",
    "By how much the clock of this machine was set since the process started, below zero back: it less a clock that only goes on.",
    &[],
);

impl Metrics {
    /// A clock that is slewed, as time servers do, moves by half a millisecond a second at most: the alert is on a jump.
    #[must_use]
    pub fn clock(self, ambient: &Ambient) -> Self {
        let (ambient, began, at) = (ambient.clone(), Instant::now(), ambient.now());
        self.gauge(&SET, move || {
            let value = set((at, began), (ambient.now(), Instant::now()));
            vec![Sample { labels: Vec::new(), value }]
        })
    }
}

fn set((at, began): (Timestamp, Instant), (now, then): (Timestamp, Instant)) -> f64 {
    (now.millis() - at.millis()) as f64 / 1_000.0 - then.duration_since(began).as_secs_f64()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    // requirement: O07
    #[test]
    fn a_clock_that_is_set_is_told_in_both_directions_and_one_that_goes_on_is_not() {
        let (began, at) = (Instant::now(), Timestamp::from_seconds(1_000_000));
        let later = began + Duration::from_secs(60);
        for (seconds, by) in [(60, 0.0), (360, 300.0), (-240, -300.0)] {
            let now = Timestamp::from_seconds(1_000_000 + seconds);
            assert!((set((at, began), (now, later)) - by).abs() < 0.001, "{seconds}");
        }
    }
}
