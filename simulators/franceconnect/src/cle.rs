use aws_lc_rs::digest;
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::client::Signature;

/// The keys that sign, new at each start, so that clients must read the published set again.
#[derive(Debug)]
pub struct Cles {
    es256: EcdsaKeyPair,
    rs256: RsaKeyPair,
}

#[derive(Debug, thiserror::Error)]
pub enum CleError {
    #[error("the claims cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the cryptographic library failed")]
    Bibliotheque(#[from] Unspecified),
}

impl Cles {
    pub fn nouvelles() -> Result<Self, CleError> {
        let es256 = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?;
        Ok(Self { es256, rs256: RsaKeyPair::generate(KeySize::Rsa2048)? })
    }

    /// A compact JWS (RFC 7515; RFC 7518 §3.3, §3.4).
    pub fn signer(&self, signature: Signature, claims: &impl Serialize) -> Result<String, CleError> {
        let entete = json!({"alg": signature.alg(), "typ": "JWT", "kid": self.kid(signature)});
        let a_signer = jose::jws::to_sign(&entete, claims)?;
        let (hasard, octets) = (SystemRandom::new(), a_signer.as_bytes());
        let signe = match signature {
            Signature::Es256 => self.es256.sign(&hasard, octets)?.as_ref().to_vec(),
            Signature::Rs256 => {
                let mut signe = vec![0; self.rs256.public_modulus_len()];
                self.rs256.sign(&RSA_PKCS1_SHA256, &hasard, octets, &mut signe)?;
                signe
            }
        };
        Ok(jose::jws::signed(a_signer, &signe))
    }

    /// The claims of a JWS that one of these keys signed, whatever its age; `None` for any other text.
    pub fn lire(&self, jws: &str) -> Option<Map<String, Value>> {
        let (a_signer, signature) = jws.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let es256 = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.es256.public_key().as_ref());
        let rs256 = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.rs256.public_key().as_ref());
        let signe = |cle: &UnparsedPublicKey<&[u8]>| cle.verify(a_signer.as_bytes(), &signature).is_ok();
        (signe(&es256) || signe(&rs256)).then(|| jose::jws::unverified_claims(jws).ok()).flatten()
    }

    /// RFC 7517.
    pub fn publiees(&self) -> Value {
        // an uncompressed point: one octet 4, then x and y of 32 octets each
        let (x, y) = self.es256.public_key().as_ref()[1..].split_at(32);
        let rsa = self.rs256.public_key();
        let encode = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        json!({"keys": [{
            "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": self.kid(Signature::Es256),
            "x": encode(x), "y": encode(y),
        }, {
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid(Signature::Rs256),
            "n": encode(rsa.modulus().big_endian_without_leading_zero()),
            "e": encode(rsa.exponent().big_endian_without_leading_zero()),
        }]})
    }

    fn kid(&self, signature: Signature) -> String {
        let publique = match signature {
            Signature::Es256 => self.es256.public_key().as_ref(),
            Signature::Rs256 => self.rs256.public_key().as_ref(),
        };
        format!("simule-{}", URL_SAFE_NO_PAD.encode(&digest::digest(&digest::SHA256, publique).as_ref()[..9]))
    }
}

/// `at_hash`: the left half of the SHA-256 (OpenID Connect Core 3.1.3.6); whole, it is the S256 of RFC 7636.
pub fn empreinte(texte: &str, octets: usize) -> String {
    URL_SAFE_NO_PAD.encode(&digest::digest(&digest::SHA256, texte.as_bytes()).as_ref()[..octets])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_signatures_are_read() {
        let cles = Cles::nouvelles().unwrap();
        for signature in [Signature::Es256, Signature::Rs256] {
            let jws = cles.signer(signature, &json!({"sub": "1"})).unwrap();
            assert_eq!(cles.lire(&jws).unwrap()["sub"], "1");
            assert_eq!(Cles::nouvelles().unwrap().lire(&jws), None);
        }
        assert_eq!(cles.lire("a.b.c"), None);
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let defi = empreinte("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", 32);
        assert_eq!(defi, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
