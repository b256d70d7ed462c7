//! The bench's own keys: one that signs tokens which nobody should believe, one that signs reports.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// An RSA key of the bench. Not `Debug`.
pub struct Cle {
    paire: RsaKeyPair,
    pub kid: String,
    /// Public.
    pub jwk: Value,
}

#[derive(Debug, thiserror::Error)]
#[error("the cryptographic library made no key")]
pub struct CleError;

impl Cle {
    pub fn tirer() -> Result<Self, CleError> {
        let paire = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| CleError)?;
        let publique = paire.public_key();
        let n = URL_SAFE_NO_PAD.encode(publique.modulus().big_endian_without_leading_zero());
        let e = URL_SAFE_NO_PAD.encode(publique.exponent().big_endian_without_leading_zero());
        let empreinte = digest::digest(&digest::SHA256, paire.public_key().as_ref());
        let kid = URL_SAFE_NO_PAD.encode(empreinte);
        let jwk = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": n, "e": e });
        Ok(Self { paire, kid, jwk })
    }

    /// RS256.
    pub fn signer(&self, entete: &Value, contenu: &Value) -> Result<String, CleError> {
        let a_signer = a_signer(entete, contenu);
        let mut signature = vec![0; self.paire.public_modulus_len()];
        let tirage = SystemRandom::new();
        self.paire.sign(&RSA_PKCS1_SHA256, &tirage, a_signer.as_bytes(), &mut signature).map_err(|_| CleError)?;
        Ok(jose::jws::signed(a_signer, &signature))
    }
}

pub fn a_signer(entete: &Value, contenu: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(entete.to_string()), URL_SAFE_NO_PAD.encode(contenu.to_string()))
}

/// HS256 under the PEM of a public key, as a careless library would take it for a secret (RFC 8725 §2.1). `None`: not RSA.
pub fn signer_hs256(publique: &Value, entete: &Value, contenu: &Value) -> Option<String> {
    let secret = pem(publique)?;
    let a_signer = a_signer(entete, contenu);
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), a_signer.as_bytes());
    Some(jose::jws::signed(a_signer, tag.as_ref()))
}

/// The `SubjectPublicKeyInfo` of an RSA key in PEM (RFC 7468 §13).
fn pem(publique: &Value) -> Option<String> {
    let nombre = |nom: &str| URL_SAFE_NO_PAD.decode(publique[nom].as_str()?).ok();
    let cle = der(0x30, &[entier(&nombre("n")?), entier(&nombre("e")?)].concat());
    // rsaEncryption, and the NULL of RFC 8017 A.1
    let algorithme = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let spki = der(0x30, &[&algorithme[..], &der(0x03, &[&[0], &cle[..]].concat())].concat());
    let texte = STANDARD.encode(spki);
    let lignes: Vec<_> = texte.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    Some(format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lignes.join("\n")))
}

fn entier(octets: &[u8]) -> Vec<u8> {
    let signe = octets.first().is_some_and(|premier| premier & 0x80 != 0);
    der(0x02, &[if signe { &[0][..] } else { &[] }, octets].concat())
}

fn der(genre: u8, contenu: &[u8]) -> Vec<u8> {
    let longueur = contenu.len();
    let taille: Vec<u8> = longueur.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    let mut texte = vec![genre];
    if longueur < 0x80 {
        texte.push(longueur as u8);
    } else {
        texte.push(0x80 | taille.len() as u8);
        texte.extend(taille);
    }
    texte.extend(contenu);
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_in_pem_is_one_that_libraries_read() {
        let cle = Cle::tirer().unwrap();
        let jeton = cle.signer(&json!({ "alg": "RS256" }), &json!({ "exp": 4_000_000_000_u64 })).unwrap();
        let lue = jsonwebtoken::DecodingKey::from_rsa_pem(pem(&cle.jwk).unwrap().as_bytes()).unwrap();
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let controle = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
        jsonwebtoken::decode::<Value>(&jeton, &lue, &controle).unwrap();
    }
}
