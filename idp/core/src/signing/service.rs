use std::sync::{Arc, RwLock};

use ambient::{Ambient, Seconds};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Header, encode};
use serde::{Deserialize, Serialize};

use super::generate::{algorithm, generate};
use super::ring::Ring;
use super::verify::{OwnToken, TokenType, VerifyError, kid, verify};
use super::{SealKey, SealKeyError, jwks};
use crate::key::{Keys, SigningAlg};
use crate::port::PortError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SigningSettings {
    /// A new key is published this long before it signs; longer than any cache of the key set.
    pub lead: Seconds,
    /// A key is replaced this long after it began to sign.
    pub rotate_after: Seconds,
    /// How long a node believes its own copy of the keys.
    pub reread_after: Seconds,
    /// The longest life of a token, and some slack for clocks: how long a retired key stays published.
    pub last_token: Seconds,
    /// The longest life of a session and `last_token`: how long an ID token that a retired key signed still hints.
    /// A key that leaks long after it served forges nothing.
    pub last_hint: Seconds,
}

impl SigningSettings {
    /// How long after its retirement a key still vouches for what it signed.
    const fn heard_after(&self, kind: TokenType) -> Seconds {
        match kind {
            TokenType::Id => self.last_hint,
            TokenType::Access => self.last_token,
        }
    }
}

impl Default for SigningSettings {
    fn default() -> Self {
        Self {
            lead: Seconds::hours(1),
            rotate_after: Seconds::hours(24 * 90),
            reread_after: Seconds(60),
            last_token: Seconds::minutes(10),
            last_hint: Seconds::minutes(4 * 60 + 10),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    #[error(transparent)]
    Port(#[from] PortError),
    #[error(transparent)]
    Seal(#[from] SealKeyError),
    #[error("no {0:?} key signs now")]
    NoKey(SigningAlg),
    #[error("no key has the name {0}. The published key set names them")]
    UnknownKey(String),
    #[error("the cryptographic library refused: {0}")]
    Crypto(String),
}

impl SigningError {
    pub(super) fn crypto(cause: impl ToString) -> Self {
        Self::Crypto(cause.to_string())
    }
}

/// Signs with our keys, recognises what they signed, publishes and turns them.
pub struct Signing {
    ambient: Ambient,
    keys: Arc<dyn Keys>,
    seal: SealKey,
    issuer: String,
    settings: SigningSettings,
    ring: RwLock<Option<Arc<Ring>>>,
}

impl Signing {
    pub fn new(
        ambient: Ambient,
        keys: Arc<dyn Keys>,
        seal: SealKey,
        issuer: impl Into<String>,
        settings: SigningSettings,
    ) -> Self {
        Self { ambient, keys, seal, issuer: issuer.into(), settings, ring: RwLock::new(None) }
    }

    /// Makes the first key of each algorithm, and follows a key that has served its time: at start, then once in a while.
    /// Two nodes that do it at once make a key too many, which is published and verified like any other.
    pub async fn keep_fresh(&self) -> Result<(), SigningError> {
        let now = self.ambient.now();
        for alg in [SigningAlg::RS256, SigningAlg::ES256] {
            let ring = self.read().await?;
            let last =
                ring.keys.iter().filter(|key| key.alg == alg && !key.retired(now)).max_by_key(|key| key.signs_from);
            match last {
                None => self.add(alg, Seconds(0)).await?,
                Some(key) if key.signs_from.plus(self.settings.rotate_after) <= now => self.rotate(alg).await?,
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Publishes a new key now, lets it sign after the lead, and retires the others at that moment.
    pub async fn rotate(&self, alg: SigningAlg) -> Result<(), SigningError> {
        let from = self.ambient.now().plus(self.settings.lead);
        let former = self.read().await?;
        self.add(alg, self.settings.lead).await?;
        for key in former.keys.iter().filter(|key| key.alg == alg && key.retired_at.is_none()) {
            self.keys.retire(&key.kid, from).await?;
        }
        self.read().await?;
        Ok(())
    }

    /// Removes a key that has leaked: no longer published, and nothing that it signed is accepted. Another one of the same
    /// algorithm signs from this moment, without lead. Other nodes follow within `reread_after`.
    pub async fn retire_now(&self, kid: &str) -> Result<(), SigningError> {
        let ring = self.read().await?;
        let alg = ring.find(kid).ok_or_else(|| SigningError::UnknownKey(kid.to_owned()))?.alg;
        // first the follower: no request finds the house without a key
        if ring.signer(alg, self.ambient.now()).is_none_or(|key| key.kid == kid) {
            self.add(alg, Seconds(0)).await?;
        }
        self.keys.remove(kid).await?;
        self.read().await?;
        Ok(())
    }

    /// RFC 7517 §5.
    pub async fn jwks(&self) -> Result<JwkSet, SigningError> {
        Ok(jwks::published(&*self.ring().await?, self.ambient.now(), self.settings.last_token))
    }

    /// A JWS in compact form, header `{alg, typ: JWT, kid}`.
    pub async fn sign(&self, alg: SigningAlg, claims: &impl Serialize) -> Result<String, SigningError> {
        self.sign_typed(alg, "JWT", claims).await
    }

    /// The same under an explicit type (RFC 8725 §3.11): `at+jwt`, `logout+jwt`, `token-introspection+jwt`…
    pub async fn sign_typed(
        &self,
        alg: SigningAlg,
        typ: &'static str,
        claims: &impl Serialize,
    ) -> Result<String, SigningError> {
        let ring = self.ring().await?;
        let key = ring.signer(alg, self.ambient.now()).ok_or(SigningError::NoKey(alg))?;
        let mut header = Header::new(algorithm(alg));
        header.kid = Some(key.kid.clone());
        header.typ = Some(typ.to_owned());
        encode(&header, claims, &key.encoding).map_err(SigningError::crypto)
    }

    /// A token that we signed, of the expected kind, with a key that still vouches for it; expiry and revocation are the
    /// caller's to check.
    pub async fn verify(&self, token: &str, expected: TokenType) -> Result<OwnToken, VerifyError> {
        let kid = kid(token).ok_or(VerifyError::NotOurs)?;
        let mut ring = self.ring().await.map_err(unavailable)?;
        // Another node may have made the key a moment ago. Once a second at most: a stranger chooses the kid.
        if ring.find(&kid).is_none() && ring.read_at.plus(Seconds(1)) <= self.ambient.now() {
            ring = self.read().await.map_err(unavailable)?;
        }
        let heard_after = self.settings.heard_after(expected);
        let key = ring.heard(&kid, self.ambient.now(), heard_after).ok_or(VerifyError::NotOurs)?;
        verify(token, key, &self.issuer, expected).ok_or(VerifyError::NotOurs)
    }

    async fn add(&self, alg: SigningAlg, lead: Seconds) -> Result<(), SigningError> {
        let key = generate(alg, &self.seal, &self.ambient, self.ambient.now().plus(lead))?;
        self.keys.add(&key).await?;
        self.read().await?;
        Ok(())
    }

    async fn ring(&self) -> Result<Arc<Ring>, SigningError> {
        let held = self.ring.read().ok().and_then(|ring| ring.clone());
        match held {
            Some(ring) if ring.read_at.plus(self.settings.reread_after) > self.ambient.now() => Ok(ring),
            _ => self.read().await,
        }
    }

    async fn read(&self) -> Result<Arc<Ring>, SigningError> {
        let ring = Arc::new(Ring::open(self.keys.all().await?, &self.seal, self.ambient.now())?);
        if let Ok(mut held) = self.ring.write() {
            *held = Some(ring.clone());
        }
        Ok(ring)
    }
}

fn unavailable(error: SigningError) -> VerifyError {
    match error {
        SigningError::Port(cause) => VerifyError::Unavailable(cause),
        other => VerifyError::Unavailable(PortError::inconsistent("keys", "ring", other)),
    }
}
