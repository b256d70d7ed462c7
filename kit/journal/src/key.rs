use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// The Ed25519 key that signs checkpoints. Read from a file, a seed of 32 bytes in base64.
pub struct CheckpointKey(Ed25519KeyPair);

/// Its public half: verifies, and can sign nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey(Vec<u8>);

#[derive(Debug, thiserror::Error)]
#[error("a checkpoint key is 32 bytes in base64")]
pub struct CheckpointKeyError;

impl CheckpointKey {
    pub fn from_bytes(seed: &[u8; 32]) -> Result<Self, CheckpointKeyError> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| CheckpointKeyError)
    }

    /// Reads the key as its file holds it.
    pub fn from_base64(text: &str) -> Result<Self, CheckpointKeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| CheckpointKeyError)?;
        Self::from_bytes(&bytes.try_into().map_err(|_| CheckpointKeyError)?)
    }

    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey(self.0.public_key().as_ref().to_vec())
    }

    pub(crate) fn sign(&self, content: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.0.sign(&signed(content)))
    }

    /// Over the text of a note, which says by itself what it is: its first line names the log.
    pub(crate) fn sign_note(&self, text: &str) -> Vec<u8> {
        self.0.sign(text.as_bytes()).as_ref().to_vec()
    }
}

impl VerifyingKey {
    /// The 32 bytes of the public key in base64, as an auditor receives them.
    pub fn from_base64(text: &str) -> Result<Self, CheckpointKeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| CheckpointKeyError)?;
        (bytes.len() == 32).then_some(Self(bytes)).ok_or(CheckpointKeyError)
    }

    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// The name under which checkpoints say who signed them.
    pub(crate) fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(&digest(&SHA256, &self.0).as_ref()[..12])
    }

    /// The key as signed notes write it: its kind (1, Ed25519), then its 32 octets.
    pub(crate) fn note_key(&self) -> Vec<u8> {
        [&[1], self.0.as_slice()].concat()
    }

    /// What names it in a note of this log.
    pub(crate) fn note_id(&self, origin: &str) -> [u8; 4] {
        let named = [origin.as_bytes(), b"\n", &self.note_key()].concat();
        let mut id = [0; 4];
        id.copy_from_slice(&digest(&SHA256, &named).as_ref()[..4]);
        id
    }

    pub(crate) fn accepts_note(&self, text: &str, signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.0).verify(text.as_bytes(), signature).is_ok()
    }

    pub(crate) fn accepts(&self, content: &str, signature: &str) -> bool {
        URL_SAFE_NO_PAD.decode(signature).is_ok_and(|signature| {
            UnparsedPublicKey::new(&ED25519, &self.0).verify(&signed(content), &signature).is_ok()
        })
    }
}

/// Names what is signed, so that a signature over a checkpoint is one over nothing else.
fn signed(content: &str) -> Vec<u8> {
    [b"caducee.journal.checkpoint.1\n", content.as_bytes()].concat()
}

impl fmt::Debug for CheckpointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckpointKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_accepted_for_its_content_and_by_its_key_alone() {
        let (key, other) = (CheckpointKey::from_bytes(&[1; 32]).unwrap(), CheckpointKey::from_bytes(&[2; 32]).unwrap());
        let signature = key.sign("content");
        assert!(key.verifying().accepts("content", &signature));
        assert!(!key.verifying().accepts("contents", &signature));
        assert!(!key.verifying().accepts("content", "not base64!"));
        assert!(!other.verifying().accepts("content", &signature));
        assert_ne!(key.verifying().id(), other.verifying().id());
    }

    #[test]
    fn keys_are_read_as_files_hold_them() {
        let key = CheckpointKey::from_base64(&format!("{}\n", STANDARD.encode([1; 32]))).unwrap();
        let public = VerifyingKey::from_base64(&key.verifying().to_base64()).unwrap();
        assert_eq!(public, CheckpointKey::from_bytes(&[1; 32]).unwrap().verifying());
        assert!(CheckpointKey::from_base64("c2hvcnQ=").is_err());
        assert!(VerifyingKey::from_base64("c2hvcnQ=").is_err());
    }
}
