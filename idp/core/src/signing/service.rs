use std::sync::{Arc, RwLock};

use ambient::{Ambient, Seconds, Timestamp};
use futures::lock::Mutex;
use jose::{JwkSet, jws};
use serde::Serialize;

use super::ring::{Opener, Ring, RingKey};
use super::verify::{OwnToken, TokenType, VerifyError, kid, own};
use super::{SealKey, SealKeyError, SignerError, SigningSettings, Vault, jwks};
use crate::journal::Journal;
use crate::key::{Keys, SigningAlg};
use crate::port::PortError;

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
    #[error("the key {0} lives in a token, and keys.hsm names none: name it until the key is forgotten")]
    NoVault(String),
    #[error("the token refused: {0}")]
    Vault(#[from] SignerError),
    #[error("the cryptographic library refused: {0}")]
    Crypto(String),
}

impl SigningError {
    pub(super) fn crypto(cause: impl ToString) -> Self {
        Self::Crypto(cause.to_string())
    }
}

/// What [`Signing`] stands on.
pub struct Deps {
    pub ambient: Ambient,
    pub keys: Arc<dyn Keys>,
    pub seal: SealKey,
    /// Where new keys are made, if not sealed in the store.
    pub vault: Option<Arc<dyn Vault>>,
    pub journal: Arc<dyn Journal>,
    pub issuer: String,
    pub settings: SigningSettings,
}

/// Signs with our keys, recognises what they signed, publishes and turns them.
pub struct Signing {
    pub(super) deps: Deps,
    ring: RwLock<Option<Arc<Ring>>>,
    /// Held while a key is made: two requests that find none make one.
    pub(super) making: Mutex<()>,
}

/// RFC 7515 §4.1.
#[derive(Serialize)]
struct Header<'a> {
    alg: SigningAlg,
    typ: &'static str,
    kid: &'a str,
}

impl Signing {
    pub fn new(deps: Deps) -> Self {
        Self { deps, ring: RwLock::new(None), making: Mutex::new(()) }
    }

    /// RFC 7517 §5. Anybody may keep it for [`SigningSettings::cache`].
    pub async fn jwks(&self) -> Result<JwkSet, SigningError> {
        Ok(jwks::published(&*self.ring().await?, self.now(), self.deps.settings.last_token))
    }

    pub fn settings(&self) -> &SigningSettings {
        &self.deps.settings
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
        let key = self.signer(alg).await?;
        let input = jws::to_sign(&Header { alg, typ, kid: &key.kid }, claims).map_err(SigningError::crypto)?;
        let signature = key.opened.signer.sign(input.as_bytes()).await?;
        Ok(jws::signed(input, &signature))
    }

    /// A token that we signed, of the expected kind, with a key that still vouches for it; expiry and revocation are the
    /// caller's to check.
    pub async fn verify(&self, token: &str, expected: TokenType) -> Result<OwnToken, VerifyError> {
        let kid = kid(token).ok_or(VerifyError::NotOurs)?;
        let mut ring = self.ring().await.map_err(unavailable)?;
        // Another node may have made the key a moment ago. Once a second at most: a stranger chooses the kid.
        if ring.find(&kid).is_none() && ring.read_at.plus(Seconds(1)) <= self.now() {
            ring = self.read().await.map_err(unavailable)?;
        }
        let heard_after = self.deps.settings.heard_after(expected);
        let key = ring.heard(&kid, self.now(), heard_after).ok_or(VerifyError::NotOurs)?;
        own(token, key, &self.deps.issuer, expected).ok_or(VerifyError::NotOurs)
    }

    /// The key that signs now. The first one of an algorithm is made when it is first asked for.
    async fn signer(&self, alg: SigningAlg) -> Result<RingKey, SigningError> {
        let ring = self.ring().await?;
        match ring.signer(alg, self.now()) {
            Some(key) => Ok(key.clone()),
            None => self.first(alg).await,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.deps.ambient.now()
    }

    async fn ring(&self) -> Result<Arc<Ring>, SigningError> {
        match self.held() {
            Some(ring) if ring.read_at.plus(self.deps.settings.reread_after) > self.now() => Ok(ring),
            _ => self.read().await,
        }
    }

    pub(super) async fn read(&self) -> Result<Arc<Ring>, SigningError> {
        let before = self.held();
        let stored = self.deps.keys.all().await?;
        let opener = Opener { seal: &self.deps.seal, vault: self.deps.vault.as_deref(), before: before.as_deref() };
        let ring = Arc::new(Ring::open(stored, &opener, self.now())?);
        if let Ok(mut held) = self.ring.write() {
            *held = Some(ring.clone());
        }
        Ok(ring)
    }

    fn held(&self) -> Option<Arc<Ring>> {
        self.ring.read().ok().and_then(|ring| ring.clone())
    }
}

fn unavailable(error: SigningError) -> VerifyError {
    match error {
        SigningError::Port(cause) => VerifyError::Unavailable(cause),
        other => VerifyError::Unavailable(PortError::inconsistent("keys", "ring", other)),
    }
}
