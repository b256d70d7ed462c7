use ambient::{Seconds, Timestamp};
use jsonwebtoken::jwk::JwkSet;

use super::ring::Ring;

/// RFC 7517 §5. Published are the keys to come, the one that signs, and those whose last token may still live.
pub fn published(ring: &Ring, now: Timestamp, last_token: Seconds) -> JwkSet {
    let alive = |retired_at: Timestamp| retired_at.plus(last_token) > now;
    let keys = ring.keys.iter().filter(|key| key.retired_at.is_none_or(alive)).map(|key| key.jwk.clone());
    JwkSet { keys: keys.collect() }
}
