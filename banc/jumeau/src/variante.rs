//! What a service may do beyond the usual: a certificate, pushed and signed requests, answers by form.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::JumeauError;

/// Nothing of it by default.
#[derive(Default)]
pub struct Variante {
    /// RFC 9126.
    pub poussee: bool,
    /// Signs its requests with this key (RFC 9101).
    pub cle: Option<Cle>,
    /// OAuth 2.0 Form Post Response Mode.
    pub formulaire: bool,
    /// Certificate and key, PEM: it proves itself by them and not by a secret (RFC 8705).
    pub certificat: Option<Vec<u8>>,
}

/// On P-256. Not `Debug`.
pub struct Cle(EcdsaKeyPair);

const KID: &str = "jumeau";

impl Cle {
    pub fn tirer() -> Result<Self, JumeauError> {
        let paire = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| JumeauError::Cle)?;
        Ok(Self(paire))
    }

    /// What the provider checks with.
    pub fn jwks(&self) -> Value {
        let point = self.0.public_key().as_ref();
        let texte = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        let (x, y) = (texte(&point[1..33]), texte(&point[33..65]));
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": KID, "x": x, "y": y }] })
    }

    /// ES256, compact.
    pub fn signer(&self, dit: &Value) -> Option<String> {
        let entete = json!({ "alg": "ES256", "typ": "oauth-authz-req+jwt", "kid": KID });
        let texte = |valeur: &Value| URL_SAFE_NO_PAD.encode(valeur.to_string());
        let message = format!("{}.{}", texte(&entete), texte(dit));
        let signature = self.0.sign(&SystemRandom::new(), message.as_bytes()).ok()?;
        Some(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}
