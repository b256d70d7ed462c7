//! What leaves signed, and for some clients encrypted: ID tokens, userinfo, introspection, authorization answers.
//! Signed first, then encrypted (OpenID Connect Core 1.0 §16.14).

use std::sync::Arc;

use jose::jwe::{self, JweError};
use jose::{Encryption, JweAlg};
use serde::Serialize;

use crate::client::{Client, ClientId};
use crate::client_keys::ClientKeySets;
use crate::key::SigningAlg;
use crate::port::PortError;
use crate::signing::{Signing, SigningError};

/// How one answer leaves.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pub alg: SigningAlg,
    /// `JWT`, `token-introspection+jwt`…
    pub typ: &'static str,
    pub encryption: Option<Encryption>,
}

impl Form {
    pub const fn jwt(alg: SigningAlg, encryption: Option<Encryption>) -> Self {
        Self { alg, typ: "JWT", encryption }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error(transparent)]
    Signing(#[from] SigningError),
    #[error(transparent)]
    Keys(#[from] PortError),
    /// The registration asks for encryption and its key set has no key for it: nothing leaves in clear instead.
    #[error("{client} has no public key for {alg}")]
    NoKey { client: ClientId, alg: JweAlg },
    #[error(transparent)]
    Jwe(#[from] JweError),
}

#[derive(Clone)]
pub struct Answers {
    pub signing: Arc<Signing>,
    pub keys: ClientKeySets,
}

impl Answers {
    /// Signed, and then encrypted for the client where `form` says so: a nested JWT (RFC 7519 §5.2).
    pub async fn jwt(&self, client: &Client, form: Form, claims: &impl Serialize) -> Result<String, AnswerError> {
        let signed = self.signing.sign_typed(form.alg, form.typ, claims).await?;
        self.sealed(client, signed, form.encryption).await
    }

    /// A signed message as the client has it: as it is, or encrypted.
    pub async fn sealed(
        &self,
        client: &Client,
        signed: String,
        encryption: Option<Encryption>,
    ) -> Result<String, AnswerError> {
        match encryption {
            None => Ok(signed),
            Some(how) => self.encrypted(client, signed.as_bytes(), how, Some("JWT")).await,
        }
    }

    /// Claims encrypted without a signature (OpenID Connect Core 1.0 §5.3.2): userinfo of a client that asks for no more.
    pub async fn encrypted(
        &self,
        client: &Client,
        plaintext: &[u8],
        how: Encryption,
        cty: Option<&str>,
    ) -> Result<String, AnswerError> {
        let key = self.keys.encryption_key(client, how.alg).await?;
        let key = key.ok_or_else(|| AnswerError::NoKey { client: client.id.clone(), alg: how.alg })?;
        Ok(jwe::encrypt(plaintext, &key, how, cty)?)
    }
}

#[cfg(test)]
mod tests;
