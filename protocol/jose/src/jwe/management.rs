//! How the content key travels: RFC 7518 §4.3 (RSA-OAEP with SHA-256) and §4.6 (ECDH-ES, alone or with AES key wrap).

mod derivation;

pub use derivation::derive;

use aws_lc_rs::agreement::{self, ECDH_P256, UnparsedPublicKey, X25519};
use aws_lc_rs::key_wrap::{AES_256, AesKek, KeyWrap as _};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::JweError;
use super::content::ContentKey;
use crate::alg::{Encryption, JweAlg, JweEnc};
use crate::compact::{decode, encode};
use crate::jwk;

/// A key that content is encrypted for, its numbers read.
pub enum Recipient {
    Rsa(OaepPublicEncryptingKey),
    Agreement(Point),
}

/// A public key of an agreement.
pub struct Point {
    pub curve: &'static agreement::Algorithm,
    pub bytes: Vec<u8>,
}

/// A content key, and what tells it to the recipient alone. Not `Debug`.
pub struct Sealed {
    pub key: ContentKey,
    pub encrypted_key: Vec<u8>,
    pub epk: Option<Value>,
}

impl Recipient {
    /// The key, if content may be encrypted for it in this way.
    pub fn new(key: &Jwk, alg: JweAlg) -> Option<Self> {
        if !jwk::encrypts(key, alg) {
            return None;
        }
        match (alg, &key.algorithm) {
            (JweAlg::RsaOaep256, AlgorithmParameters::RSA(rsa)) => {
                let key: PublicEncryptingKey = jwk::rsa(rsa)?.try_into().ok()?;
                OaepPublicEncryptingKey::new(key).ok().map(Self::Rsa)
            }
            (JweAlg::RsaOaep256, _) => None,
            (JweAlg::EcdhEs | JweAlg::EcdhEsA256Kw, _) => Point::of(key).map(Self::Agreement),
        }
    }

    pub fn content_key(&self, how: Encryption) -> Result<Sealed, JweError> {
        match self {
            Self::Rsa(key) => {
                let content = ContentKey::random(how.enc)?;
                let mut sealed = vec![0; key.ciphertext_size()];
                key.encrypt(&OAEP_SHA256_MGF1SHA256, content.bytes(), &mut sealed, None)
                    .map_err(|_| JweError::Crypto)?;
                Ok(Sealed { key: content, encrypted_key: sealed, epk: None })
            }
            Self::Agreement(point) => point.agreed(how),
        }
    }
}

impl Point {
    pub fn of(key: &Jwk) -> Option<Self> {
        match &key.algorithm {
            AlgorithmParameters::EllipticCurve(ec) => Some(Self { curve: &ECDH_P256, bytes: jwk::curve_point(ec)? }),
            _ => match jwk::okp(key)? {
                ("X25519", x) => Some(Self { curve: &X25519, bytes: decode(x).filter(|x| x.len() == 32)? }),
                _ => None,
            },
        }
    }

    /// RFC 7518 §4.6.1.1: a public key and nothing private.
    pub fn from_header(epk: Map<String, Value>) -> Option<Self> {
        Self::of(&jwk::public_only(epk).ok()?)
    }

    /// A key of one message is agreed upon; the recipient finds it with the public half that travels.
    fn agreed(&self, how: Encryption) -> Result<Sealed, JweError> {
        let ours = agreement::PrivateKey::generate(self.curve).map_err(|_| JweError::Crypto)?;
        let public = ours.compute_public_key().map_err(|_| JweError::Crypto)?;
        let epk = Some(self.as_jwk(public.as_ref()));
        let shared = agree(&ours, self, how.alg, how.enc, (&[], &[])).ok_or(JweError::UnfitKey)?;
        let (key, encrypted_key) = match how.alg {
            JweAlg::EcdhEsA256Kw => {
                let content = ContentKey::random(how.enc)?;
                let wrapped = wrap(&shared, content.bytes()).ok_or(JweError::Crypto)?;
                (content, wrapped)
            }
            _ => (ContentKey::new(how.enc, shared).ok_or(JweError::Crypto)?, Vec::new()),
        };
        Ok(Sealed { key, encrypted_key, epk })
    }

    fn as_jwk(&self, public: &[u8]) -> Value {
        match public {
            [4, coordinates @ ..] if coordinates.len() == 64 => {
                let (x, y) = coordinates.split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "x": encode(x), "y": encode(y) })
            }
            x => json!({ "kty": "OKP", "crv": "X25519", "x": encode(x) }),
        }
    }
}

/// The agreed key: the content key itself, or the one that wraps it (RFC 7518 §4.6.2). `None`: a point off the curve, or
/// of another one.
pub fn agree(
    ours: &agreement::PrivateKey,
    theirs: &Point,
    alg: JweAlg,
    enc: JweEnc,
    parties: (&[u8], &[u8]),
) -> Option<Zeroizing<Vec<u8>>> {
    let (name, length) = match alg {
        JweAlg::EcdhEs => (enc.word(), enc.key_length()),
        JweAlg::EcdhEsA256Kw => (alg.word(), 32),
        JweAlg::RsaOaep256 => return None,
    };
    let peer = UnparsedPublicKey::new(theirs.curve, &theirs.bytes);
    agreement::agree(ours, peer, (), |secret| Ok(derive(secret, name, length, parties))).ok()
}

/// RFC 3394 under a key of 256 bits.
fn wrap(kek: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let mut wrapped = vec![0; key.len() + 8];
    AesKek::new(&AES_256, kek).ok()?.wrap(key, &mut wrapped).ok()?;
    Some(wrapped)
}

pub fn unwrap(kek: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut key = Zeroizing::new(vec![0; wrapped.len().checked_sub(8)?]);
    AesKek::new(&AES_256, kek).ok()?.unwrap(wrapped, &mut key).ok()?;
    Some(key)
}
