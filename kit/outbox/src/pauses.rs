use ambient::{Seconds, Timestamp};

/// When a letter that nobody took is tried again, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pauses {
    /// After the first attempt.
    pub first: Seconds,
    /// Each pause is four times the one before, up to this.
    pub longest: Seconds,
    /// Counted from the queueing; past it the letter is dead.
    pub give_up_after: Seconds,
}

impl Pauses {
    /// For mail: RFC 5321 §4.5.4.1 asks for four to five days.
    pub const MAIL: Self =
        Self { first: Seconds(15), longest: Seconds::hours(2), give_up_after: Seconds::hours(5 * 24) };

    /// The next attempt after one that ended `now`; `None`: no more of them.
    pub fn next(&self, queued_at: Timestamp, attempts: u32, now: Timestamp) -> Option<Timestamp> {
        let growth = attempts.saturating_sub(1).min(15);
        let pause = self.first.0.saturating_mul(4_i64.pow(growth)).min(self.longest.0);
        (now < queued_at.plus(self.give_up_after)).then(|| now.plus(Seconds(pause)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn pause(attempts: u32) -> i64 {
        Pauses::MAIL.next(START, attempts, START).unwrap().seconds() - START.seconds()
    }

    #[test]
    fn pauses_grow_up_to_the_longest() {
        assert_eq!([1, 2, 3, 4, 5, 6, 400].map(pause), [15, 60, 240, 960, 3_840, 7_200, 7_200]);
    }

    #[test]
    fn a_letter_is_given_up_after_its_time_and_not_after_a_count() {
        let last = START.plus(Pauses::MAIL.give_up_after);
        assert_eq!(Pauses::MAIL.next(START, 2, last), None);
        assert!(Pauses::MAIL.next(START, 200, last.minus(Seconds(1))).is_some());
    }
}
