use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use serde::{Deserialize, Serialize};

use crate::IgcError;

/// What a card's key is. Real cards hold RSA-2048.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TypeCle {
    Rsa2048,
    P256,
}

/// A private key, of an authority or of a card. Made by the library's own generator: a key is never drawn from a seed.
pub(crate) enum Cle {
    Rsa(Box<RsaKeyPair>),
    P256(Box<EcdsaKeyPair>),
}

/// How a signature names its algorithm.
pub(crate) struct Algorithme {
    pub oid: &'static [u64],
    /// RSA has a NULL there, ECDSA nothing.
    pub parametres_nuls: bool,
}

const REFUS: fn(&'static str) -> IgcError = IgcError::Cryptographie;

impl Cle {
    pub fn generer(of: TypeCle) -> Result<Self, IgcError> {
        match of {
            TypeCle::Rsa2048 => RsaKeyPair::generate(KeySize::Rsa2048).map(|pair| Self::Rsa(Box::new(pair))),
            TypeCle::P256 => {
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map(|pair| Self::P256(Box::new(pair)))
            }
        }
        .map_err(|_| REFUS("no key was generated"))
    }

    /// Reads a P-256 key in PKCS#8, as authorities are saved.
    pub fn lire(pkcs8: &[u8]) -> Result<Self, String> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8)
            .map(|pair| Self::P256(Box::new(pair)))
            .map_err(|error| error.to_string())
    }

    pub fn pkcs8(&self) -> Result<Vec<u8>, IgcError> {
        match self {
            Self::Rsa(pair) => pair.as_der().map(|der: Pkcs8V1Der<'static>| der.as_ref().to_vec()),
            Self::P256(pair) => pair.to_pkcs8v1().map(|document| document.as_ref().to_vec()),
        }
        .map_err(|_| REFUS("the private key was not written"))
    }

    /// SubjectPublicKeyInfo.
    pub fn publique(&self) -> Result<Vec<u8>, IgcError> {
        let der: Result<PublicKeyX509Der<'static>, _> = match self {
            Self::Rsa(pair) => pair.public_key().as_der(),
            Self::P256(pair) => pair.public_key().as_der(),
        };
        der.map(|der| der.as_ref().to_vec()).map_err(|_| REFUS("the public key was not written"))
    }

    /// The bits of the public key, as hashes of a key take them.
    pub fn bits(&self) -> Result<Vec<u8>, IgcError> {
        let spki = self.publique()?;
        let bits = yasna::parse_der(&spki, |reader| {
            reader.read_sequence(|reader| {
                reader.next().read_der()?;
                Ok(reader.next().read_bitvec_bytes()?.0)
            })
        });
        bits.map_err(|_| REFUS("the public key was not read again"))
    }

    /// Identifier of the key: 160 bits of SHA-256 (RFC 7093 §2).
    pub fn identifiant(&self) -> Result<Vec<u8>, IgcError> {
        Ok(digest(&SHA256, &self.publique()?).as_ref()[..20].to_vec())
    }

    pub fn algorithme(&self) -> Algorithme {
        match self {
            Self::Rsa(_) => Algorithme { oid: &[1, 2, 840, 113549, 1, 1, 11], parametres_nuls: true },
            Self::P256(_) => Algorithme { oid: &[1, 2, 840, 10045, 4, 3, 2], parametres_nuls: false },
        }
    }

    pub fn signer(&self, message: &[u8]) -> Result<Vec<u8>, IgcError> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).map(|()| signature)
            }
            Self::P256(pair) => pair.sign(&random, message).map(|signature| signature.as_ref().to_vec()),
        }
        .map_err(|_| REFUS("nothing was signed"))
    }
}
