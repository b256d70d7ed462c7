use aws_lc_rs::agreement;
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use zeroize::Zeroizing;

use super::JweError;
use super::content::ContentKey;
use super::header::Header;
use super::management::{Point, agree, unwrap};
use crate::alg::JweAlg;

/// The recipient's own key. Not `Debug`.
pub enum PrivateKey {
    /// RSA-OAEP-256.
    Rsa(OaepPrivateDecryptingKey),
    /// ECDH-ES, alone or with key wrap.
    Agreement(agreement::PrivateKey),
}

impl PrivateKey {
    /// An RSA key of 2048 bits or more, PKCS#8 DER.
    pub fn rsa(pkcs8: &[u8]) -> Result<Self, JweError> {
        let key = PrivateDecryptingKey::from_pkcs8(pkcs8).map_err(|_| JweError::UnfitKey)?;
        OaepPrivateDecryptingKey::new(key).map(Self::Rsa).map_err(|_| JweError::UnfitKey)
    }

    /// A P-256 key: its number, 32 bytes.
    pub fn p256(number: &[u8]) -> Result<Self, JweError> {
        Self::agreement(&agreement::ECDH_P256, number)
    }

    /// An X25519 key: 32 bytes (RFC 8037).
    pub fn x25519(bytes: &[u8]) -> Result<Self, JweError> {
        Self::agreement(&agreement::X25519, bytes)
    }

    fn agreement(curve: &'static agreement::Algorithm, bytes: &[u8]) -> Result<Self, JweError> {
        agreement::PrivateKey::from_private_key(curve, bytes).map(Self::Agreement).map_err(|_| JweError::UnfitKey)
    }

    pub(super) fn content_key(&self, header: &Header, encrypted: &[u8]) -> Result<ContentKey, JweError> {
        match (self, header.alg) {
            (Self::Rsa(key), JweAlg::RsaOaep256) => transported(key, header, encrypted),
            (Self::Agreement(key), JweAlg::EcdhEs | JweAlg::EcdhEsA256Kw) => agreed(key, header, encrypted),
            _ => Err(JweError::Alg),
        }
    }
}

/// RFC 7516 §11.5: when the key does not open, a random one takes its place, so that the tag alone refuses.
fn transported(key: &OaepPrivateDecryptingKey, header: &Header, encrypted: &[u8]) -> Result<ContentKey, JweError> {
    let instead = ContentKey::random(header.enc)?;
    let mut opened = Zeroizing::new(vec![0; key.min_output_size()]);
    let length = key.decrypt(&OAEP_SHA256_MGF1SHA256, encrypted, &mut opened, None).map(|opened| opened.len());
    opened.truncate(length.unwrap_or(0));
    Ok(ContentKey::new(header.enc, opened).unwrap_or(instead))
}

fn agreed(key: &agreement::PrivateKey, header: &Header, encrypted: &[u8]) -> Result<ContentKey, JweError> {
    let epk = header.epk.clone().and_then(Point::from_header).ok_or(JweError::Member("epk"))?;
    let shared = agree(key, &epk, header.alg, header.enc, (&header.apu, &header.apv)).ok_or(JweError::Member("epk"))?;
    let content = match header.alg {
        JweAlg::EcdhEsA256Kw => unwrap(&shared, encrypted),
        _ => encrypted.is_empty().then_some(shared),
    };
    content.and_then(|bytes| ContentKey::new(header.enc, bytes)).ok_or(JweError::Closed)
}
