//! Keys come, serve and go; each of these acts is in the journal.

use ambient::Seconds;
use jose::jwk;
use jsonwebtoken::jwk::{KeyAlgorithm, PublicKeyUse};

use super::generate::generate;
use super::ring::RingKey;
use super::{Signing, SigningError};
use crate::journal::{Acte, event};
use crate::key::{KeyHome, SigningAlg, StoredKey};

/// What every client may ask for, and so must be there at the first request; the others' first keys come a moment later.
const AT_START: [SigningAlg; 2] = [SigningAlg::RS256, SigningAlg::ES256];

impl Signing {
    /// Makes the first keys without which nothing is served. They sign at once: no cache has seen a set without them.
    pub async fn begin(&self) -> Result<(), SigningError> {
        for alg in AT_START {
            self.keep(alg).await?;
        }
        Ok(())
    }

    /// Makes the first key of each algorithm, follows a key that has served its time, and forgets those for which nothing
    /// speaks any more: after the start, then once in a while. Two nodes that do it at once make a key too many, which is
    /// published and verified like any other.
    pub async fn keep_fresh(&self) -> Result<(), SigningError> {
        for alg in SigningAlg::ALL {
            self.keep(alg).await?;
        }
        let (ring, now) = (self.read().await?, self.now());
        for key in ring.keys.iter().filter(|key| !key.heard(now, self.settings().last_hint)) {
            self.remove(key, "forgotten").await?;
        }
        self.read().await?;
        Ok(())
    }

    /// Publishes a new key now, lets it sign after the lead, and retires the others at that moment. Gives its `kid`.
    pub async fn rotate(&self, alg: SigningAlg) -> Result<String, SigningError> {
        let from = self.now().plus(self.settings().lead);
        let former = self.read().await?;
        let kid = self.add(alg, self.settings().lead).await?;
        for key in former.keys.iter().filter(|key| key.alg == alg && key.retired_at.is_none()) {
            self.deps.keys.retire(&key.kid, from).await?;
            self.deps.journal.record(told(event::KEY_RETIRED, &key.kid, alg)).await?;
        }
        self.read().await?;
        Ok(kid)
    }

    /// Removes a key that has leaked: no longer published, and nothing that it signed is accepted. Another one of the same
    /// algorithm signs from this moment: the one that is published ahead where there is one, since caches know it, else a new
    /// one without lead. Other nodes follow within `reread_after`.
    pub async fn retire_now(&self, kid: &str) -> Result<(), SigningError> {
        let ring = self.read().await?;
        let key = ring.find(kid).ok_or_else(|| SigningError::UnknownKey(kid.to_owned()))?;
        // first the follower: no request finds the house without a key
        if ring.signer(key.alg, self.now()).is_none_or(|signer| signer.kid == kid) {
            match ring.to_come(key.alg, self.now()).filter(|next| next.kid != kid) {
                Some(next) => self.deps.keys.sign_from(&next.kid, self.now()).await?,
                None => drop(self.add(key.alg, Seconds(0)).await?),
            }
        }
        self.remove(key, "retired_now").await?;
        self.read().await?;
        Ok(())
    }

    async fn keep(&self, alg: SigningAlg) -> Result<(), SigningError> {
        let (ring, now) = (self.read().await?, self.now());
        match ring.latest(alg, now) {
            None => self.first(alg).await.map(drop),
            Some(key) if key.signs_from.plus(self.settings().rotate_after) <= now => self.rotate(alg).await.map(drop),
            Some(_) => Ok(()),
        }
    }

    /// The first key of its algorithm, which signs at once.
    pub(super) async fn first(&self, alg: SigningAlg) -> Result<RingKey, SigningError> {
        let _turn = self.making.lock().await;
        let mut ring = self.read().await?;
        if ring.signer(alg, self.now()).is_none() {
            self.add(alg, Seconds(0)).await?;
            ring = self.read().await?;
        }
        ring.signer(alg, self.now()).cloned().ok_or(SigningError::NoKey(alg))
    }

    async fn add(&self, alg: SigningAlg, lead: Seconds) -> Result<String, SigningError> {
        let now = self.now();
        let (mut public, home) = match self.deps.vault.as_ref().filter(|vault| vault.makes(alg)) {
            Some(vault) => {
                let label = format!("caducee-{}-{}", alg.word(), self.deps.ambient.chance.token());
                (vault.generate(alg, &label).await?, KeyHome::Token(label))
            }
            None => {
                let (public, pkcs8) = generate(alg)?;
                let kid = jwk::thumbprint(&public).map_err(SigningError::crypto)?;
                (public, KeyHome::Sealed(self.deps.seal.seal(&pkcs8, &kid, self.deps.ambient.chance.as_ref())?))
            }
        };
        let kid = jwk::thumbprint(&public).map_err(SigningError::crypto)?;
        public.common.key_id = Some(kid.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        public.common.key_algorithm = Some(word(alg));
        let public_jwk = serde_json::to_string(&public).map_err(SigningError::crypto)?;
        let signs_from = now.plus(lead);
        let key = StoredKey { kid, alg, public_jwk, home, created_at: now, signs_from, retired_at: None };
        self.deps.journal.record(told(event::KEY_MADE, &key.kid, alg)).await?;
        self.deps.keys.add(&key).await?;
        Ok(key.kid)
    }

    async fn remove(&self, key: &RingKey, reason: &'static str) -> Result<(), SigningError> {
        self.deps.journal.record(told(event::KEY_REMOVED, &key.kid, key.alg).with("reason", reason)).await?;
        self.deps.keys.remove(&key.kid).await?;
        if let (KeyHome::Token(label), Some(vault)) = (&key.home, &self.deps.vault) {
            vault.destroy(label).await?;
        }
        Ok(())
    }
}

fn told(word: &'static str, kid: &str, alg: SigningAlg) -> Acte {
    Acte::new(word).with("key.id", kid).with("alg", alg.word())
}

const fn word(alg: SigningAlg) -> KeyAlgorithm {
    match alg {
        SigningAlg::RS256 => KeyAlgorithm::RS256,
        SigningAlg::PS256 => KeyAlgorithm::PS256,
        SigningAlg::ES256 => KeyAlgorithm::ES256,
        SigningAlg::EdDSA => KeyAlgorithm::EdDSA,
    }
}
