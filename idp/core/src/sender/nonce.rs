use ambient::{RestKey, Seconds, Timestamp};

/// How long one nonce is given out; it is accepted for as long again.
const WINDOW: Seconds = Seconds::minutes(5);
/// The longest that a nonce is accepted: given out as its window opens.
pub const LONGEST: Seconds = Seconds(2 * WINDOW.0);

/// Nonces that no node has to remember (RFC 9449 §8): each window of time has one, made under the key that all nodes
/// share. Uniqueness is the `jti`'s affair; the nonce says that the proof was made lately.
pub struct Nonces<'a> {
    pub rest: &'a RestKey,
    pub now: Timestamp,
}

impl Nonces<'_> {
    pub fn current(&self) -> String {
        self.of(self.window())
    }

    /// Of this window or of the one before.
    pub fn accepts(&self, nonce: &str) -> bool {
        [self.window(), self.window() - 1].into_iter().any(|window| self.of(window) == nonce)
    }

    fn window(&self) -> i64 {
        self.now.seconds().div_euclid(WINDOW.0)
    }

    fn of(&self, window: i64) -> String {
        self.rest.rest("dpop-nonce", &window.to_string()).as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: T06
    #[test]
    fn a_nonce_turns_and_the_one_before_is_still_accepted() {
        let rest = RestKey::from_bytes(&[1; 32]);
        let at = |seconds: i64| Nonces { rest: &rest, now: Timestamp::from_seconds(1_795_410_000 + seconds) };
        let nonce = at(0).current();
        assert_eq!(at(299).current(), nonce);
        assert_ne!(at(300).current(), nonce);
        assert!(at(0).accepts(&nonce) && at(599).accepts(&nonce));
        assert!(!at(600).accepts(&nonce), "too old");
        assert!(!at(-1).accepts(&nonce), "of the future");
        assert!(!at(0).accepts(""));
        let other = RestKey::from_bytes(&[2; 32]);
        assert!(!Nonces { rest: &other, now: at(0).now }.accepts(&nonce), "made under another key");
    }
}
