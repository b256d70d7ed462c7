use ambient::{Ambient, Timestamp};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey};
use zeroize::Zeroizing;

use super::{SealKey, SigningError};
use crate::key::{SigningAlg, StoredKey};

/// A new key pair, ready to be stored. Its randomness is the cryptographic library's own: it takes no other for keys.
pub fn generate(
    alg: SigningAlg,
    seal: &SealKey,
    ambient: &Ambient,
    signs_from: Timestamp,
) -> Result<StoredKey, SigningError> {
    let pkcs8 = private_key(alg)?;
    let mut jwk = Jwk::from_encoding_key(&encoding_key(alg, &pkcs8)?, algorithm(alg)).map_err(SigningError::crypto)?;
    let kid = jwk.thumbprint(ThumbprintHash::SHA256).map_err(SigningError::crypto)?;
    jwk.common.key_id = Some(kid.clone());
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    Ok(StoredKey {
        alg,
        public_jwk: serde_json::to_string(&jwk).map_err(SigningError::crypto)?,
        sealed: seal.seal(&pkcs8, &kid, ambient.chance.as_ref())?,
        kid,
        created_at: ambient.now(),
        signs_from,
        retired_at: None,
    })
}

pub fn algorithm(alg: SigningAlg) -> Algorithm {
    match alg {
        SigningAlg::RS256 => Algorithm::RS256,
        SigningAlg::PS256 => Algorithm::PS256,
        SigningAlg::EdDSA => Algorithm::EdDSA,
        SigningAlg::ES256 => Algorithm::ES256,
    }
}

pub fn encoding_key(alg: SigningAlg, pkcs8: &[u8]) -> Result<EncodingKey, SigningError> {
    match alg {
        SigningAlg::ES256 => Ok(EncodingKey::from_ec_der(pkcs8)),
        SigningAlg::EdDSA => Ok(EncodingKey::from_ed_der(pkcs8)),
        // The DER entry wants the bare RSAPrivateKey; the PEM entry unwraps PKCS#8 by itself.
        SigningAlg::RS256 | SigningAlg::PS256 => {
            let base64 = Zeroizing::new(STANDARD.encode(pkcs8));
            let pem = Zeroizing::new(format!(
                "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
                base64.as_str()
            ));
            EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(SigningError::crypto)
        }
    }
}

fn private_key(alg: SigningAlg) -> Result<Zeroizing<Vec<u8>>, SigningError> {
    let refused = |_| SigningError::Crypto("the library made no key".to_owned());
    let pkcs8 = match alg {
        SigningAlg::RS256 | SigningAlg::PS256 => {
            let pair = KeyPair::generate(KeySize::Rsa2048).map_err(refused)?;
            AsDer::as_der(&pair).map_err(refused)?.as_ref().to_vec()
        }
        SigningAlg::EdDSA => {
            let pair = Ed25519KeyPair::generate().map_err(refused)?;
            pair.to_pkcs8v1().map_err(refused)?.as_ref().to_vec()
        }
        SigningAlg::ES256 => {
            let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(refused)?;
            pair.to_pkcs8v1().map_err(refused)?.as_ref().to_vec()
        }
    };
    Ok(Zeroizing::new(pkcs8))
}
