//! The shape of a morning: when people come, and what each does once they are in. These are assumptions, told with every
//! figure; `load scale` replays them for other numbers of people.

use std::time::Duration;

use serde_json::{Value, json};

use super::people::Kind;
use super::visit::Act;

/// Arrivals rise from a fifth of the full rate, stay at it, and fall again. Seconds.
#[derive(Clone, Copy, Debug)]
pub struct Curve {
    pub rise: f64,
    pub level: f64,
    pub fall: f64,
}

const FLOOR: f64 = 0.2;

impl Curve {
    /// The hour of a nation, for a model.
    pub const HOUR: Self = Self { rise: 900.0, level: 1_500.0, fall: 1_200.0 };

    pub fn length(&self) -> f64 {
        self.rise + self.level + self.fall
    }

    /// Share of the full rate, `second` after the beginning.
    pub fn at(&self, second: f64) -> f64 {
        let slope = |share: f64| FLOOR + (1.0 - FLOOR) * share.clamp(0.0, 1.0);
        if second < self.rise {
            return slope(second / self.rise);
        }
        let after = second - self.rise - self.level;
        if after <= 0.0 { 1.0 } else { slope(1.0 - after / self.fall) }
    }

    /// Of the share, over its length.
    pub fn mean(&self) -> f64 {
        let sloped = (1.0 + FLOOR) / 2.0;
        (self.level + (self.rise + self.fall) * sloped) / self.length()
    }
}

/// What one person does, by their turn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub kind: Kind,
    pub sso: usize,
    pub introspections: usize,
    pub refreshes: usize,
    pub leaves: bool,
}

/// Ten turns are one round: seven by phone, three by card; fifteen flows by SSO; three who leave by themselves.
const ROUND: usize = 10;
/// Of one visit.
pub const MOST_REFRESHES: usize = 2;

impl Plan {
    pub const fn of(turn: usize) -> Self {
        let place = turn % ROUND;
        let kind = if place < 7 { Kind::Phone } else { Kind::Card };
        Self {
            kind,
            sso: 1 + turn % 2,
            introspections: 2,
            refreshes: MOST_REFRESHES,
            leaves: matches!(place, 1 | 4 | 8),
        }
    }

    /// How many of this act go with one login.
    pub fn per_login(act: Act) -> f64 {
        let round = (0..ROUND).map(Self::of);
        let times: usize = round.map(|plan| plan.times(act)).sum();
        times as f64 / ROUND as f64
    }

    fn times(self, act: Act) -> usize {
        match act {
            Act::CardLogin | Act::PhoneLogin => usize::from(Act::login(self.kind) == act),
            Act::Sso => self.sso,
            Act::Refresh => self.refreshes,
            Act::Introspection => self.introspections,
            Act::Logout => usize::from(self.leaves),
        }
    }

    pub fn record(refreshed_every: Duration) -> Value {
        let acts: serde_json::Map<String, Value> =
            Act::ALL.into_iter().map(|act| (act.word().to_owned(), json!(Self::per_login(act)))).collect();
        json!({ "acts_a_login": acts, "refreshed_every_s": refreshed_every.as_secs_f64() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_what_is_said_of_it() {
        for (act, times) in [
            (Act::PhoneLogin, 0.7),
            (Act::CardLogin, 0.3),
            (Act::Sso, 1.5),
            (Act::Refresh, 2.0),
            (Act::Introspection, 2.0),
            (Act::Logout, 0.3),
        ] {
            assert!((Plan::per_login(act) - times).abs() < 1e-9, "{act:?}");
        }
    }

    #[test]
    fn the_mean_of_a_curve_is_that_of_its_seconds() {
        let curve = Curve::HOUR;
        let seconds: f64 = (0..3_600).map(|second| curve.at(f64::from(second) + 0.5)).sum();
        assert!((seconds / 3_600.0 - curve.mean()).abs() < 1e-3);
        assert!((curve.length() - 3_600.0).abs() < 1e-9);
    }
}
