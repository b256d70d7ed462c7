use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use cryptoki::object::ObjectHandle;
use idp_core::key::SigningAlg;
use idp_core::signing::{Signer, SignerError, Vault};
use jose::Jwk;

use crate::keys;
use crate::token::{HsmError, Place, Token};

/// The keys of one token. Its calls block, so they are made beside the threads that answer.
pub struct Hsm {
    token: Arc<Token>,
    algs: Vec<SigningAlg>,
}

impl Hsm {
    /// Opens the library, finds the token and logs in to it.
    pub fn open(place: Place, pin: &str) -> Result<Self, HsmError> {
        Ok(Self { token: Arc::new(Token::open(&place, pin)?), algs: place.algs })
    }
}

#[async_trait]
impl Vault for Hsm {
    fn makes(&self, alg: SigningAlg) -> bool {
        self.algs.contains(&alg)
    }

    async fn generate(&self, alg: SigningAlg, label: &str) -> Result<Jwk, SignerError> {
        let (token, label) = (self.token.clone(), label.to_owned());
        aside(move || token.with(|session| keys::generate(session, alg, &label))).await
    }

    fn signer(&self, alg: SigningAlg, label: &str) -> Arc<dyn Signer> {
        let place = Mutex::new(None);
        Arc::new(InToken(Arc::new(Key { token: self.token.clone(), alg, label: label.to_owned(), place })))
    }

    async fn destroy(&self, label: &str) -> Result<(), SignerError> {
        let (token, label) = (self.token.clone(), label.to_owned());
        aside(move || token.with(|session| keys::destroy(session, &label))).await
    }
}

/// One key of the token.
struct InToken(Arc<Key>);

struct Key {
    token: Arc<Token>,
    alg: SigningAlg,
    label: String,
    /// Where it was found last.
    place: Mutex<Option<ObjectHandle>>,
}

#[async_trait]
impl Signer for InToken {
    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let (key, message) = (self.0.clone(), message.to_vec());
        aside(move || key.sign(&message)).await
    }
}

impl Key {
    /// Once more when the place was an old one: a token that was reset has other handles and no sessions.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, HsmError> {
        let known = *self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = known {
            match self.token.with(|session| keys::sign(session, self.alg, place, message)) {
                Ok(signature) => return Ok(signature),
                Err(error) => tracing::warn!(%error, key.label = self.label, "the token is asked again"),
            }
        }
        let (place, signature) = self.token.with(|session| {
            let place = keys::private(session, &self.label)?;
            Ok((place, keys::sign(session, self.alg, place, message)?))
        })?;
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Ok(signature)
    }
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HsmError> + Send + 'static,
) -> Result<T, SignerError> {
    tokio::task::spawn_blocking(work).await.map_err(SignerError::new)?.map_err(SignerError::new)
}
