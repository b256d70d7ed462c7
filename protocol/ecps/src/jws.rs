//! Compact JWS (RFC 7515) with one algorithm, ES256, and an explicit type: what a phone signs.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ClePublique;

/// Longer messages are not read.
const LONGUEUR_MAX: usize = 8 * 1_024;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    #[error("not a compact JWS")]
    Forme,
    #[error("`alg` must be ES256 and `typ` {attendu}")]
    Entete { attendu: &'static str },
    #[error("the signature does not hold")]
    Signature,
    #[error("the payload is not what this type carries")]
    Contenu,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entete {
    alg: String,
    typ: String,
}

/// A message whose signature has not been looked at: it can say who it claims to be from, no more.
pub struct Jws {
    signe: String,
    signature: Vec<u8>,
    contenu: Vec<u8>,
}

impl Jws {
    pub fn parse(texte: &str, typ: &'static str) -> Result<Self, JwsError> {
        if texte.len() > LONGUEUR_MAX {
            return Err(JwsError::Forme);
        }
        let (signe, signature) = texte.rsplit_once('.').ok_or(JwsError::Forme)?;
        let (entete, contenu) = signe.split_once('.').ok_or(JwsError::Forme)?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsError::Forme);
        let entete: Entete = serde_json::from_slice(&decode(entete)?).map_err(|_| JwsError::Entete { attendu: typ })?;
        if entete.alg != "ES256" || entete.typ != typ {
            return Err(JwsError::Entete { attendu: typ });
        }
        Ok(Self { signe: signe.to_owned(), signature: decode(signature)?, contenu: decode(contenu)? })
    }

    /// The payload before its signature is known to hold: only to find the key.
    pub fn non_verifie<T: DeserializeOwned>(&self) -> Result<T, JwsError> {
        serde_json::from_slice(&self.contenu).map_err(|_| JwsError::Contenu)
    }

    pub fn verifier<T: DeserializeOwned>(&self, cle: &ClePublique) -> Result<T, JwsError> {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, cle.point())
            .verify(self.signe.as_bytes(), &self.signature)
            .map_err(|_| JwsError::Signature)?;
        self.non_verifie()
    }
}

/// Builds the message; `signer` gives the 64 bytes r‖s of ECDSA P-256 SHA-256 over its input.
pub fn signer<T: Serialize>(
    typ: &'static str,
    contenu: &T,
    signer: impl FnOnce(&[u8]) -> [u8; 64],
) -> Result<String, JwsError> {
    let entete = Entete { alg: "ES256".to_owned(), typ: typ.to_owned() };
    let entete = serde_json::to_vec(&entete).map_err(|_| JwsError::Contenu)?;
    let contenu = serde_json::to_vec(contenu).map_err(|_| JwsError::Contenu)?;
    let signe = format!("{}.{}", URL_SAFE_NO_PAD.encode(entete), URL_SAFE_NO_PAD.encode(contenu));
    let signature = signer(signe.as_bytes());
    Ok(format!("{signe}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_algorithm_or_type_is_refused_before_any_key_is_sought() {
        let message = |entete: &str| format!("{}.e30.AA", URL_SAFE_NO_PAD.encode(entete));
        assert!(Jws::parse(&message(r#"{"alg":"ES256","typ":"a+jwt"}"#), "a+jwt").is_ok());
        for entete in
            [r#"{"alg":"none","typ":"a+jwt"}"#, r#"{"alg":"ES256","typ":"b+jwt"}"#, r#"{"alg":"HS256","typ":"a+jwt"}"#]
        {
            assert!(matches!(Jws::parse(&message(entete), "a+jwt"), Err(JwsError::Entete { .. })), "{entete}");
        }
        assert!(
            Jws::parse(&message(r#"{"alg":"ES256","typ":"a+jwt","jwk":{}}"#), "a+jwt").is_err(),
            "no key of its own"
        );
    }
}
