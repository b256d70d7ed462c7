//! Signing keys at rest.

use ambient::Timestamp;
use async_trait::async_trait;

use crate::port::PortError;

/// What our own keys sign with.
pub use jose::JwsAlg as SigningAlg;

/// A key as the store holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    pub kid: String,
    pub alg: SigningAlg,
    /// Public JWK, JSON.
    pub public_jwk: String,
    pub home: KeyHome,
    pub created_at: Timestamp,
    /// Published before, used for signing from here on.
    pub signs_from: Timestamp,
    /// No longer signs; still published until the last token that it signed has expired.
    pub retired_at: Option<Timestamp>,
}

/// Where the private part is: nowhere in clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyHome {
    /// In this row, under the key of a file: AES-256-GCM over the PKCS#8 DER, `kid` as associated data; nonce, then
    /// ciphertext and tag.
    Sealed(Vec<u8>),
    /// In a token that it never leaves (PKCS#11), under this label.
    Token(String),
}

#[async_trait]
pub trait Keys: Send + Sync {
    async fn all(&self) -> Result<Vec<StoredKey>, PortError>;
    async fn add(&self, key: &StoredKey) -> Result<(), PortError>;
    async fn retire(&self, kid: &str, at: Timestamp) -> Result<(), PortError>;
    /// A key that was to sign later signs from `at`; never later than it would have.
    async fn sign_from(&self, kid: &str, at: Timestamp) -> Result<(), PortError>;
    /// Forgets the key, whether it was retired or not.
    async fn remove(&self, kid: &str) -> Result<(), PortError>;
}
