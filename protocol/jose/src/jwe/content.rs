//! Content encryption: RFC 7518 §5.2.3 (AES-128-CBC with HMAC-SHA-256) and §5.3 (AES-GCM).

use aws_lc_rs::aead::{self, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::cipher::{
    DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::{cipher, constant_time, hmac, rand};
use zeroize::Zeroizing;

use super::JweError;
use crate::alg::JweEnc;

/// Of AES-GCM, and what is kept of HMAC-SHA-256 (RFC 7518 §5.2.2.1 step 5): never shorter.
const TAG: usize = 16;

pub struct Content {
    pub iv: Vec<u8>,
    pub ciphertext: Vec<u8>,
    pub tag: Vec<u8>,
}

/// The key of one message (RFC 7516: Content Encryption Key). Not `Debug`.
pub struct ContentKey {
    enc: JweEnc,
    bytes: Zeroizing<Vec<u8>>,
}

impl JweEnc {
    /// Bytes of its key.
    pub(super) const fn key_length(self) -> usize {
        match self {
            Self::A128Gcm => 16,
            Self::A256Gcm | Self::A128CbcHs256 => 32,
        }
    }

    const fn gcm(self) -> Option<&'static aead::Algorithm> {
        match self {
            Self::A128Gcm => Some(&aead::AES_128_GCM),
            Self::A256Gcm => Some(&aead::AES_256_GCM),
            Self::A128CbcHs256 => None,
        }
    }
}

impl ContentKey {
    /// Its randomness is the cryptographic library's own: it takes no other for keys.
    pub fn random(enc: JweEnc) -> Result<Self, JweError> {
        let mut bytes = Zeroizing::new(vec![0; enc.key_length()]);
        rand::fill(&mut bytes).map_err(|_| JweError::Crypto)?;
        Ok(Self { enc, bytes })
    }

    /// `None`: not of the length of this algorithm.
    pub fn new(enc: JweEnc, bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        (bytes.len() == enc.key_length()).then_some(Self { enc, bytes })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// `aad`: the encoded header, in ASCII.
    pub fn encrypt(&self, plaintext: &[u8], aad: &[u8]) -> Result<Content, JweError> {
        let sealed = match self.enc.gcm() {
            Some(algorithm) => self.gcm_encrypt(algorithm, plaintext, aad),
            None => self.cbc_encrypt(plaintext, aad),
        };
        sealed.ok_or(JweError::Crypto)
    }

    pub fn decrypt(&self, content: Content, aad: &[u8]) -> Result<Vec<u8>, JweError> {
        if content.tag.len() != TAG {
            return Err(JweError::Closed);
        }
        let opened = match self.enc.gcm() {
            Some(algorithm) => self.gcm_decrypt(algorithm, content, aad),
            None => self.cbc_decrypt(content, aad),
        };
        opened.ok_or(JweError::Closed)
    }

    fn gcm_encrypt(&self, algorithm: &'static aead::Algorithm, plaintext: &[u8], aad: &[u8]) -> Option<Content> {
        let key = LessSafeKey::new(UnboundKey::new(algorithm, &self.bytes).ok()?);
        let mut iv = vec![0; NONCE_LEN];
        rand::fill(&mut iv).ok()?;
        let nonce = Nonce::try_assume_unique_for_key(&iv).ok()?;
        let mut ciphertext = plaintext.to_vec();
        let tag = key.seal_in_place_separate_tag(nonce, Aad::from(aad), &mut ciphertext).ok()?;
        Some(Content { iv, ciphertext, tag: tag.as_ref().to_vec() })
    }

    fn gcm_decrypt(&self, algorithm: &'static aead::Algorithm, content: Content, aad: &[u8]) -> Option<Vec<u8>> {
        let key = LessSafeKey::new(UnboundKey::new(algorithm, &self.bytes).ok()?);
        let nonce = Nonce::try_assume_unique_for_key(&content.iv).ok()?;
        let mut sealed = [content.ciphertext, content.tag].concat();
        let length = key.open_in_place(nonce, Aad::from(aad), &mut sealed).ok()?.len();
        sealed.truncate(length);
        Some(sealed)
    }

    fn cbc_encrypt(&self, plaintext: &[u8], aad: &[u8]) -> Option<Content> {
        let mut iv = [0; 16];
        rand::fill(&mut iv).ok()?;
        let cipher = UnboundCipherKey::new(&cipher::AES_128, self.halves().1).ok()?;
        let mut ciphertext = plaintext.to_vec();
        PaddedBlockEncryptingKey::cbc_pkcs7(cipher)
            .ok()?
            .less_safe_encrypt(&mut ciphertext, EncryptionContext::Iv128(FixedLength::from(iv)))
            .ok()?;
        let tag = self.authenticate(aad, &iv, &ciphertext);
        Some(Content { iv: iv.to_vec(), ciphertext, tag })
    }

    /// The tag first, in constant time; only then the padding.
    fn cbc_decrypt(&self, content: Content, aad: &[u8]) -> Option<Vec<u8>> {
        let iv: [u8; 16] = content.iv.try_into().ok()?;
        let expected = self.authenticate(aad, &iv, &content.ciphertext);
        constant_time::verify_slices_are_equal(&expected, &content.tag).ok()?;
        let cipher = UnboundCipherKey::new(&cipher::AES_128, self.halves().1).ok()?;
        let mut ciphertext = content.ciphertext;
        let context = DecryptionContext::Iv128(FixedLength::from(iv));
        let opened = PaddedBlockDecryptingKey::cbc_pkcs7(cipher).ok()?.decrypt(&mut ciphertext, context).ok()?;
        Some(opened.to_vec())
    }

    /// RFC 7518 §5.2.2.1: the first half authenticates, the second encrypts.
    fn halves(&self) -> (&[u8], &[u8]) {
        self.bytes.split_at(self.bytes.len() / 2)
    }

    fn authenticate(&self, aad: &[u8], iv: &[u8], ciphertext: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, self.halves().0));
        for part in [aad, iv, ciphertext, &(aad.len() as u64 * 8).to_be_bytes()] {
            context.update(part);
        }
        context.sign().as_ref()[..TAG].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7518 appendix B.1.
    #[test]
    fn the_tag_is_the_one_of_the_rfc() {
        let key = ContentKey::new(JweEnc::A128CbcHs256, Zeroizing::new((0..32).collect())).unwrap();
        let plain =
            b"A cipher system must not be required to be secret, and it must be able to fall into the hands of \
                      the enemy without inconvenience";
        let aad = b"The second principle of Auguste Kerckhoffs";
        let iv = hex("1af38c2dc2b96ffdd86694092341bc04");
        let ciphertext = hex(
            "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c703233609d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade54b8851ffb598f7f80074b9473c82e2db",
        );
        let tag = hex("652c3fa36b0a7c5b3219fab3a30bc1c4");
        let content = Content { iv, ciphertext, tag };
        assert_eq!(key.decrypt(content, aad).unwrap(), plain);
    }

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }
}
