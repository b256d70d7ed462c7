use ambient::{Seconds, Timestamp};
use jose::JwkSet;

use super::ring::Ring;

/// RFC 7517 §5. Published are the keys to come, the one that signs, and those whose last token may still live.
pub fn published(ring: &Ring, now: Timestamp, last_token: Seconds) -> JwkSet {
    let keys = ring.keys.iter().filter(|key| key.heard(now, last_token)).map(|key| key.opened.jwk.clone());
    JwkSet { keys: keys.collect() }
}
