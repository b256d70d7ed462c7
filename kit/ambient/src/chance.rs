use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Where randomness comes from.
pub trait Chance: Send + Sync + fmt::Debug {
    fn fill(&self, dest: &mut [u8]);
}

impl dyn Chance + '_ {
    /// 256 random bits in base64url, 43 characters.
    pub fn token(&self) -> String {
        let mut bytes = [0u8; 32];
        self.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A uniform number below `bound` (rejection sampling, so no value is likelier than another).
    pub fn below(&self, bound: u32) -> u32 {
        assert!(bound > 0, "a number below zero does not exist");
        let zone = u32::MAX - u32::MAX % bound;
        loop {
            let mut bytes = [0u8; 4];
            self.fill(&mut bytes);
            let drawn = u32::from_be_bytes(bytes);
            if drawn < zone {
                return drawn % bound;
            }
        }
    }

    /// `count` decimal digits, leading zeros kept: one-time codes and the number that is carried between two screens.
    pub fn digits(&self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, dest: &mut [u8]) {
        rand::fill(dest).expect("the operating system gives random bytes");
    }
}

/// The same numbers for the same seed: for tests and for invented people, never for a secret that protects anyone.
#[derive(Debug)]
pub struct SeededChance {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededChance {
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }
}

impl Chance for SeededChance {
    fn fill(&self, dest: &mut [u8]) {
        for chunk in dest.chunks_mut(digest::SHA256_OUTPUT_LEN) {
            let mut context = digest::Context::new(&digest::SHA256);
            context.update(&self.seed.to_be_bytes());
            context.update(&self.drawn.fetch_add(1, Ordering::SeqCst).to_be_bytes());
            chunk.copy_from_slice(&context.finish().as_ref()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| (&SeededChance::new(seed) as &dyn Chance).token();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    // requirement: K12
    #[test]
    fn chance_is_that_of_the_system_and_repeats_nothing() {
        let chance: &dyn Chance = &SystemChance;
        let tokens: std::collections::HashSet<String> = (0..10_000).map(|_| chance.token()).collect();
        assert_eq!(tokens.len(), 10_000);
        let mut bytes = [0; 65_536];
        chance.fill(&mut bytes);
        let ones: u32 = bytes.iter().map(|byte| byte.count_ones()).sum();
        // 262,144 on average, and its standard deviation is 362
        assert!(ones.abs_diff(262_144) < 3_000, "{ones}");
    }

    #[test]
    fn a_number_below_a_bound_stays_below_it() {
        let chance: &dyn Chance = &SystemChance;
        assert!((0..1_000).all(|_| chance.below(7) < 7));
        assert_eq!(chance.digits(6).len(), 6);
    }
}
