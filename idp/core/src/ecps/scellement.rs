use std::sync::Arc;

use ambient::Chance;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ecps::AppareilId;
use ecps::oprf::Cle;

/// The key under which the VOPRF keys of the phones are sealed: in a file that wiring reads, in no database or dump.
#[derive(Clone)]
pub struct CleEmballage(Arc<LessSafeKey>);

#[derive(Debug, thiserror::Error)]
pub enum ScellementError {
    #[error("a wrapping key is 32 bytes in base64")]
    Longueur,
    #[error("the sealed key of a device does not open: another wrapping key, another device, or a corruption")]
    Fermee,
}

impl CleEmballage {
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, ScellementError> {
        let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|_| ScellementError::Longueur)?;
        Ok(Self(Arc::new(LessSafeKey::new(key))))
    }

    /// Reads the key as its file holds it.
    pub fn from_base64(text: &str) -> Result<Self, ScellementError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| ScellementError::Longueur)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| ScellementError::Longueur)?;
        Self::from_bytes(&bytes)
    }

    /// Nonce, ciphertext, tag; bound to the device, so that rows cannot be swapped.
    pub(super) fn sceller(&self, cle: &Cle, de: &AppareilId, chance: &dyn Chance) -> Result<Vec<u8>, ScellementError> {
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        let mut clair = cle.octets();
        let aad = Aad::from(de.as_str().as_bytes());
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut clair)
            .map_err(|_| ScellementError::Fermee)?;
        Ok([nonce.as_slice(), &clair].concat())
    }

    pub(super) fn ouvrir(&self, scelle: &[u8], de: &AppareilId) -> Result<Cle, ScellementError> {
        let (nonce, corps) = scelle.split_at_checked(NONCE_LEN).ok_or(ScellementError::Fermee)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| ScellementError::Fermee)?;
        let mut corps = zeroize::Zeroizing::new(corps.to_vec());
        let aad = Aad::from(de.as_str().as_bytes());
        let clair = self.0.open_in_place(nonce, aad, &mut corps).map_err(|_| ScellementError::Fermee)?;
        Cle::from_octets(clair).map_err(|_| ScellementError::Fermee)
    }
}

impl std::fmt::Debug for CleEmballage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CleEmballage(…)")
    }
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    #[test]
    fn a_sealed_key_opens_for_its_device_and_its_wrapping_key_only() {
        let emballage = CleEmballage::from_bytes(&[7; 32]).unwrap();
        let cle = Cle::generer(&SystemChance).unwrap();
        let scelle = emballage.sceller(&cle, &"a".into(), &SystemChance).unwrap();
        assert_eq!(emballage.ouvrir(&scelle, &"a".into()).unwrap().octets(), cle.octets());
        assert!(emballage.ouvrir(&scelle, &"b".into()).is_err());
        assert!(CleEmballage::from_bytes(&[8; 32]).unwrap().ouvrir(&scelle, &"a".into()).is_err());
    }
}
