//! How much of everything.

use std::time::Duration;

use super::Morning;
use super::plan::{Curve, MOST_REFRESHES};

/// What the bounds are said of.
pub const EVERYBODY: u64 = 2_000_000;
const MINUTES: f64 = 10.0;
pub const SESSIONS: u64 = 100_000;

pub struct Size {
    pub people: u64,
    /// Who signs in, by their means.
    pub cards: usize,
    pub phones: usize,
    /// Acts of each kind that are weighed.
    pub each: usize,
    /// How long nothing is done, to know what nothing costs.
    pub idle: Duration,
    /// How long the possible rate is looked for, and the share of it that is asked for.
    pub looked_for: Duration,
    pub share: f64,
    pub curve: Curve,
    pub refreshed: Duration,
    pub tick: Duration,
    /// Sessions that live when memory is read.
    pub live: u64,
    pub reduced: bool,
}

impl Size {
    pub fn of(options: &Morning) -> Self {
        let size = if options.reduced { Self::reduced() } else { Self::full(options.minutes.unwrap_or(MINUTES)) };
        let people = options.people.unwrap_or(size.people);
        Self { people, live: options.sessions.unwrap_or(size.live), ..size }
    }

    fn reduced() -> Self {
        let refreshed = Duration::from_secs(1);
        Self {
            people: 2_000,
            cards: 30,
            phones: 30,
            each: 30,
            idle: Duration::from_secs(3),
            looked_for: Duration::from_secs(3),
            share: 0.5,
            curve: Curve { rise: 2.0, level: 8.0, fall: 2.0 },
            refreshed,
            tick: Duration::from_secs(1),
            live: 150,
            reduced: true,
        }
    }

    /// Shorter where fewer minutes are asked for; the pause between refreshes stays that of two-minute tokens.
    fn full(minutes: f64) -> Self {
        let short = minutes < MINUTES;
        let refreshed = Duration::from_secs(110);
        let level = minutes * 60.0 + settled(refreshed);
        Self {
            people: EVERYBODY,
            cards: 400,
            phones: if short { 1_000 } else { 2_000 },
            each: if short { 500 } else { 2_000 },
            // a round of questions about the cards in use
            idle: Duration::from_secs(60),
            looked_for: Duration::from_secs(if short { 15 } else { 30 }),
            share: 0.8,
            curve: Curve { rise: if short { 60.0 } else { 120.0 }, level, fall: if short { 30.0 } else { 60.0 } },
            refreshed,
            tick: Duration::from_secs_f64((minutes * 10.0).clamp(0.5, 5.0)),
            live: SESSIONS,
            reduced: false,
        }
    }

    /// Before it, fewer refresh than will: the level part is looked at once this has passed of it.
    pub fn settled(&self) -> f64 {
        settled(self.refreshed)
    }

    /// Whether the targets are said of it.
    pub fn whole(&self) -> bool {
        let level = self.curve.level - self.settled();
        !self.reduced && self.people >= EVERYBODY && level >= MINUTES * 60.0 && self.live >= SESSIONS
    }
}

fn settled(refreshed: Duration) -> f64 {
    refreshed.as_secs_f64() * MOST_REFRESHES as f64
}
