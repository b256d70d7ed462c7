use async_trait::async_trait;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding,
    RsaKeyPair,
};

use super::{Signer, SignerError};
use crate::key::SigningAlg;

/// A private key in memory, read once for many signatures. Not `Debug`. A signature takes a millisecond at most: it is made
/// where it is asked for.
pub enum LocalKey {
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl LocalKey {
    pub fn read(alg: SigningAlg, pkcs8: &[u8]) -> Result<Self, SignerError> {
        let key = match alg {
            SigningAlg::RS256 => RsaKeyPair::from_pkcs8(pkcs8).map(|key| Self::Rsa(key, &RSA_PKCS1_SHA256)),
            SigningAlg::PS256 => RsaKeyPair::from_pkcs8(pkcs8).map(|key| Self::Rsa(key, &RSA_PSS_SHA256)),
            SigningAlg::ES256 => EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map(Self::P256),
            SigningAlg::EdDSA => Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map(Self::Ed25519),
        };
        key.map_err(SignerError::new)
    }
}

#[async_trait]
impl Signer for LocalKey {
    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let refused = |_| SignerError::new("the cryptographic library refused to sign");
        match self {
            Self::Rsa(key, encoding) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(*encoding, &SystemRandom::new(), message, &mut signature).map_err(refused)?;
                Ok(signature)
            }
            Self::P256(key) => Ok(key.sign(&SystemRandom::new(), message).map_err(refused)?.as_ref().to_vec()),
            Self::Ed25519(key) => Ok(key.sign(message).as_ref().to_vec()),
        }
    }
}
