use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use jose::Jwk;
use jose::jws::Verifier;

use super::local::LocalKey;
use super::{SealKey, Signer, SigningError, Vault};
use crate::key::{KeyHome, SigningAlg, StoredKey};

/// One key, opened, in memory. Not `Debug`. Cheap to clone.
#[derive(Clone)]
pub struct RingKey {
    pub kid: String,
    pub alg: SigningAlg,
    pub home: KeyHome,
    pub opened: Arc<Opened>,
    pub created_at: Timestamp,
    pub signs_from: Timestamp,
    pub retired_at: Option<Timestamp>,
}

/// What was read of a key once.
pub struct Opened {
    pub jwk: Jwk,
    pub signer: Arc<dyn Signer>,
    pub verifier: Verifier,
}

/// Every key of the store, as of `read_at`.
pub struct Ring {
    pub keys: Vec<RingKey>,
    pub read_at: Timestamp,
}

/// What opens a key.
pub struct Opener<'a> {
    pub seal: &'a SealKey,
    pub vault: Option<&'a dyn Vault>,
    /// The ring that was read before: a key that it holds is not opened again.
    pub before: Option<&'a Ring>,
}

impl Ring {
    pub fn open(stored: Vec<StoredKey>, opener: &Opener<'_>, read_at: Timestamp) -> Result<Self, SigningError> {
        let keys = stored.into_iter().map(|key| opener.open(key)).collect::<Result<_, _>>()?;
        Ok(Self { keys, read_at })
    }

    /// The key that signs now: started, not retired, the latest to start.
    pub fn signer(&self, alg: SigningAlg, now: Timestamp) -> Option<&RingKey> {
        let serving = |key: &&RingKey| key.alg == alg && key.signs_from <= now && !key.retired(now);
        self.keys.iter().filter(serving).max_by_key(|key| (key.signs_from, key.created_at))
    }

    /// The latest to start among those that are not retired, whether it has begun or not.
    pub fn latest(&self, alg: SigningAlg, now: Timestamp) -> Option<&RingKey> {
        self.keys.iter().filter(|key| key.alg == alg && !key.retired(now)).max_by_key(|key| key.signs_from)
    }

    /// The first to start among those that are published ahead.
    pub fn to_come(&self, alg: SigningAlg, now: Timestamp) -> Option<&RingKey> {
        let ahead = |key: &&RingKey| key.alg == alg && key.signs_from > now && !key.retired(now);
        self.keys.iter().filter(ahead).min_by_key(|key| (key.signs_from, key.created_at))
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
}

impl Opener<'_> {
    fn open(&self, stored: StoredKey) -> Result<RingKey, SigningError> {
        let opened = match self.before.and_then(|ring| ring.find(&stored.kid)) {
            Some(known) => known.opened.clone(),
            None => Arc::new(self.read(&stored)?),
        };
        let StoredKey { kid, alg, home, created_at, signs_from, retired_at, .. } = stored;
        Ok(RingKey { kid, alg, home, opened, created_at, signs_from, retired_at })
    }

    fn read(&self, stored: &StoredKey) -> Result<Opened, SigningError> {
        let jwk: Jwk = serde_json::from_str(&stored.public_jwk).map_err(SigningError::crypto)?;
        let unfit = || SigningError::Crypto(format!("the key {} is none of its algorithm", stored.kid));
        let verifier = Verifier::new(&jwk, stored.alg).ok_or_else(unfit)?;
        let signer: Arc<dyn Signer> = match &stored.home {
            KeyHome::Sealed(sealed) => {
                let pkcs8 = self.seal.open(sealed, &stored.kid)?;
                Arc::new(LocalKey::read(stored.alg, &pkcs8).map_err(SigningError::crypto)?)
            }
            KeyHome::Token(label) => {
                let vault = self.vault.ok_or_else(|| SigningError::NoVault(stored.kid.clone()))?;
                vault.signer(stored.alg, label)
            }
        };
        Ok(Opened { jwk, signer, verifier })
    }
}
