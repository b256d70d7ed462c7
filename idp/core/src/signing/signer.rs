use std::sync::Arc;

use async_trait::async_trait;
use jose::Jwk;

use crate::key::SigningAlg;

/// Why a signature or a key was not made. Names no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SignerError(pub String);

impl SignerError {
    pub fn new(cause: impl ToString) -> Self {
        Self(cause.to_string())
    }
}

/// One private key that signs, wherever it is.
#[async_trait]
pub trait Signer: Send + Sync {
    /// The signature of RFC 7518 §3 for the key's algorithm: of ECDSA, r and s joined.
    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;
}

/// A place that makes keys which never leave it: a token behind PKCS#11.
#[async_trait]
pub trait Vault: Send + Sync {
    /// The algorithms whose keys are made there; the others' rest sealed.
    fn makes(&self, alg: SigningAlg) -> bool;
    /// A new key pair under this label; gives its public key.
    async fn generate(&self, alg: SigningAlg, label: &str) -> Result<Jwk, SignerError>;
    fn signer(&self, alg: SigningAlg, label: &str) -> Arc<dyn Signer>;
    /// A label that is not there is no error.
    async fn destroy(&self, label: &str) -> Result<(), SignerError>;
}
