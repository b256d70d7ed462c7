use ambient::{Seconds, Timestamp};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{DecodingKey, EncodingKey};

use super::generate::encoding_key;
use super::{SealKey, SigningError};
use crate::key::{SigningAlg, StoredKey};

/// One key, opened, in memory. Not `Debug`.
pub struct RingKey {
    pub kid: String,
    pub alg: SigningAlg,
    pub jwk: Jwk,
    pub encoding: EncodingKey,
    pub decoding: DecodingKey,
    pub created_at: Timestamp,
    pub signs_from: Timestamp,
    pub retired_at: Option<Timestamp>,
}

/// Every key of the store, as of `read_at`.
pub struct Ring {
    pub keys: Vec<RingKey>,
    pub read_at: Timestamp,
}

impl Ring {
    pub fn open(stored: Vec<StoredKey>, seal: &SealKey, read_at: Timestamp) -> Result<Self, SigningError> {
        let keys = stored.into_iter().map(|key| RingKey::open(key, seal)).collect::<Result<_, _>>()?;
        Ok(Self { keys, read_at })
    }

    /// The key that signs now: started, not retired, the latest to start.
    pub fn signer(&self, alg: SigningAlg, now: Timestamp) -> Option<&RingKey> {
        let serving = |key: &&RingKey| key.alg == alg && key.signs_from <= now && !key.retired(now);
        self.keys.iter().filter(serving).max_by_key(|key| (key.signs_from, key.created_at))
    }

    pub fn find(&self, kid: &str) -> Option<&RingKey> {
        self.keys.iter().find(|key| key.kid == kid)
    }

    /// The key of this name, while what it signed is still heard: `after` its retirement at most.
    pub fn heard(&self, kid: &str, now: Timestamp, after: Seconds) -> Option<&RingKey> {
        self.find(kid).filter(|key| key.heard(now, after))
    }
}

impl RingKey {
    pub fn retired(&self, now: Timestamp) -> bool {
        self.retired_at.is_some_and(|retired_at| retired_at <= now)
    }

    /// Not retired, or retired for less than `after`.
    pub fn heard(&self, now: Timestamp, after: Seconds) -> bool {
        self.retired_at.is_none_or(|retired_at| retired_at.plus(after) > now)
    }

    fn open(stored: StoredKey, seal: &SealKey) -> Result<Self, SigningError> {
        let pkcs8 = seal.open(&stored.sealed, &stored.kid)?;
        let jwk: Jwk = serde_json::from_str(&stored.public_jwk).map_err(SigningError::crypto)?;
        Ok(Self {
            encoding: encoding_key(stored.alg, &pkcs8)?,
            decoding: DecodingKey::from_jwk(&jwk).map_err(SigningError::crypto)?,
            kid: stored.kid,
            alg: stored.alg,
            jwk,
            created_at: stored.created_at,
            signs_from: stored.signs_from,
            retired_at: stored.retired_at,
        })
    }
}
