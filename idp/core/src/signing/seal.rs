use std::fmt;

use ambient::Chance;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// The key under which private signing keys are sealed: in a file that wiring reads, in no database or dump.
pub struct SealKey(LessSafeKey);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealKeyError {
    #[error("a seal key is 32 bytes in base64")]
    Length,
    #[error("the sealed key does not open: another seal key, another kid, or a corruption")]
    Closed,
}

impl SealKey {
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, SealKeyError> {
        Ok(Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, bytes).map_err(|_| SealKeyError::Length)?)))
    }

    /// Reads the key as its file holds it.
    pub fn from_base64(text: &str) -> Result<Self, SealKeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| SealKeyError::Length)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| SealKeyError::Length)?;
        Self::from_bytes(&bytes)
    }

    /// Nonce, ciphertext, tag; bound to `kid`, so that two rows cannot be swapped.
    pub(super) fn seal(&self, plain: &[u8], kid: &str, chance: &dyn Chance) -> Result<Vec<u8>, SealKeyError> {
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        let mut body = Zeroizing::new(plain.to_vec());
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(kid.as_bytes()), &mut *body)
            .map_err(|_| SealKeyError::Closed)?;
        Ok([nonce.as_slice(), &body].concat())
    }

    pub(super) fn open(&self, sealed: &[u8], kid: &str) -> Result<Zeroizing<Vec<u8>>, SealKeyError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(SealKeyError::Closed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealKeyError::Closed)?;
        let mut body = Zeroizing::new(body.to_vec());
        let plain =
            self.0.open_in_place(nonce, Aad::from(kid.as_bytes()), &mut body).map_err(|_| SealKeyError::Closed)?;
        Ok(Zeroizing::new(plain.to_vec()))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    #[test]
    fn a_sealed_key_opens_under_its_own_kid_and_seal_key_only() {
        let key = SealKey::from_bytes(&[1; 32]).unwrap();
        let sealed = key.seal(b"private", "kid-a", &SystemChance).unwrap();
        assert!(!sealed.windows(7).any(|window| window == b"private"));
        assert_eq!(key.open(&sealed, "kid-a").unwrap().as_slice(), b"private");
        assert!(key.open(&sealed, "kid-b").is_err());
        assert!(SealKey::from_bytes(&[2; 32]).unwrap().open(&sealed, "kid-a").is_err());
    }
}
