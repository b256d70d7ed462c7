//! Encrypted messages: RFC 7516, compact. The envelope is ours (docs/decisions/0005); every primitive is `aws-lc-rs`'.
//! What is not here is refused: `zip`, `crit`, RSA1_5, passwords (`p2c`), keys shared in advance.

mod content;
mod header;
mod management;
mod private;

pub use private::PrivateKey;

use jsonwebtoken::jwk::Jwk;

use crate::alg::{Encryption, JweAlg, JweEnc};
use crate::compact::{decode, encode, split};
use crate::json::JsonError;
use content::ContentKey;
use header::{Header, Protected};
use management::Recipient;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JweError {
    #[error("not a compact JWE of a readable length, in strict base64url")]
    Form,
    #[error("header: {0}")]
    Json(JsonError),
    #[error("header: `{0}` is missing or not as its specification says")]
    Member(&'static str),
    #[error("header: `crit` or `zip` asks for something that is not done here")]
    Crit,
    #[error("`alg` and `enc` are not ones that are accepted here, or not what this key is for")]
    Alg,
    #[error("the key is not one to encrypt for in this way: `kty`, `crv`, `use`, `key_ops`, `alg` or its size differ")]
    UnfitKey,
    /// One error for the key, the padding and the tag (RFC 7516 §11.5).
    #[error("it does not decrypt")]
    Closed,
    #[error("the cryptographic library refused")]
    Crypto,
}

/// What was decrypted. Not `Debug`.
pub struct Decrypted {
    pub alg: JweAlg,
    pub enc: JweEnc,
    /// `JWT` when what is inside is signed (RFC 7519 §5.2).
    pub cty: Option<String>,
    pub plaintext: Vec<u8>,
}

/// Whether content can be encrypted for this key in this way.
pub fn fits(key: &Jwk, alg: JweAlg) -> bool {
    Recipient::new(key, alg).is_some()
}

/// Encrypts for one recipient; its `kid` is told when it has one.
pub fn encrypt(plaintext: &[u8], recipient: &Jwk, how: Encryption, cty: Option<&str>) -> Result<String, JweError> {
    let recipient_key = Recipient::new(recipient, how.alg).ok_or(JweError::UnfitKey)?;
    let sealed = recipient_key.content_key(how)?;
    let kid = recipient.common.key_id.as_deref();
    let header = Protected { alg: how.alg, enc: how.enc, cty, kid, epk: sealed.epk };
    let header = encode(serde_json::to_vec(&header).map_err(|_| JweError::Crypto)?);
    let content = sealed.key.encrypt(plaintext, header.as_bytes())?;
    Ok([header, encode(sealed.encrypted_key), encode(content.iv), encode(content.ciphertext), encode(content.tag)]
        .join("."))
}

/// Decrypts with the recipient's own key. The algorithm is one that the key is for.
pub fn decrypt(token: &str, key: &PrivateKey) -> Result<Decrypted, JweError> {
    let parts: [&str; 5] = split(token).ok_or(JweError::Form)?;
    let [_, encrypted_key, iv, ciphertext, tag] = parts.map(decode);
    let (Some(encrypted_key), Some(iv), Some(ciphertext), Some(tag)) = (encrypted_key, iv, ciphertext, tag) else {
        return Err(JweError::Form);
    };
    let header = Header::read(&decode(parts[0]).ok_or(JweError::Form)?)?;
    let content_key: ContentKey = key.content_key(&header, &encrypted_key)?;
    let content = content::Content { iv, ciphertext, tag };
    let plaintext = content_key.decrypt(content, parts[0].as_bytes())?;
    Ok(Decrypted { alg: header.alg, enc: header.enc, cty: header.cty, plaintext })
}

/// The `kid` that an encrypted message names; nothing proves it.
pub fn kid(token: &str) -> Result<Option<String>, JweError> {
    let [header, ..]: [&str; 5] = split(token).ok_or(JweError::Form)?;
    Ok(Header::read(&decode(header).ok_or(JweError::Form)?)?.kid)
}

#[cfg(test)]
mod tests;
