//! The seal of a report: a JWS with its content left out (RFC 7515 appendix F), ES256, by a key of this bench's folder.

use std::path::{Path, PathBuf};

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// Not `Debug`.
pub struct Sceau {
    paire: EcdsaKeyPair,
    kid: String,
}

#[derive(Debug, thiserror::Error)]
pub enum SceauError {
    #[error("{chemin} : {cause}")]
    Fichier { chemin: PathBuf, cause: std::io::Error },
    #[error("{0} n'est pas la clé d'un banc")]
    Cle(PathBuf),
    #[error("la bibliothèque cryptographique refuse")]
    Crypto,
    #[error("la clé publique n'est pas un JWK")]
    Publique,
    #[error("la signature n'est pas celle de ce rapport par cette clé")]
    Fausse,
    #[error("la signature n'a pas la forme d'un JWS détaché")]
    Forme,
}

const FICHIER: &str = "banc.cle";

impl Sceau {
    /// The key of this folder, made at first use, readable by its owner alone.
    pub fn ouvrir(dossier: &Path) -> Result<Self, SceauError> {
        let chemin = dossier.join(FICHIER);
        let fichier = |cause| SceauError::Fichier { chemin: chemin.clone(), cause };
        if !chemin.is_file() {
            let neuve = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| SceauError::Crypto)?;
            let pkcs8 = neuve.to_pkcs8v1().map_err(|_| SceauError::Crypto)?;
            std::fs::create_dir_all(dossier).map_err(fichier)?;
            ecrire_pour_soi(&chemin, STANDARD.encode(pkcs8.as_ref()).as_bytes()).map_err(fichier)?;
        }
        let texte = std::fs::read_to_string(&chemin).map_err(fichier)?;
        let pkcs8 = STANDARD.decode(texte.trim()).map_err(|_| SceauError::Cle(chemin.clone()))?;
        let paire = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8);
        let paire = paire.map_err(|_| SceauError::Cle(chemin))?;
        let empreinte = digest::digest(&digest::SHA256, paire.public_key().as_ref());
        Ok(Self { kid: URL_SAFE_NO_PAD.encode(empreinte), paire })
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// What an auditor keeps, to know the reports of this bench.
    pub fn publique(&self) -> Value {
        let point = self.paire.public_key().as_ref();
        let texte = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        let (x, y) = (texte(&point[1..33]), texte(&point[33..65]));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid, "x": x, "y": y })
    }

    /// `header..signature`
    pub fn signer(&self, contenu: &[u8]) -> Result<String, SceauError> {
        let entete = entete(&self.kid);
        let message = format!("{entete}.{}", URL_SAFE_NO_PAD.encode(contenu));
        let signature = self.paire.sign(&SystemRandom::new(), message.as_bytes()).map_err(|_| SceauError::Crypto)?;
        Ok(format!("{entete}..{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

#[cfg(unix)]
fn ecrire_pour_soi(chemin: &Path, octets: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(chemin)?.write_all(octets)
}

/// Whether `signature` is that of `contenu` by `cle`, a public JWK. A report is longer than any token that `jose` reads, and
/// its header is ours alone: it is compared whole.
pub fn verifier(contenu: &[u8], signature: &str, cle: &str) -> Result<(), SceauError> {
    let cle: Value = serde_json::from_str(cle).map_err(|_| SceauError::Publique)?;
    let octets = |nom: &str| URL_SAFE_NO_PAD.decode(cle[nom].as_str()?).ok().filter(|octets| octets.len() == 32);
    let (Some(x), Some(y)) = (octets("x"), octets("y")) else { return Err(SceauError::Publique) };
    let (entete, fin) = signature.trim().split_once("..").ok_or(SceauError::Forme)?;
    if entete != self::entete(cle["kid"].as_str().unwrap_or_default()) {
        return Err(SceauError::Fausse);
    }
    let fin = URL_SAFE_NO_PAD.decode(fin).map_err(|_| SceauError::Forme)?;
    let message = format!("{entete}.{}", URL_SAFE_NO_PAD.encode(contenu));
    let cle = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, [&[4], &x[..], &y[..]].concat());
    cle.verify(message.as_bytes(), &fin).map_err(|_| SceauError::Fausse)
}

fn entete(kid: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({ "alg": "ES256", "kid": kid }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_believed_under_its_key_and_not_once_it_was_touched() {
        let dossier = tempfile::tempdir().unwrap();
        let sceau = Sceau::ouvrir(dossier.path()).unwrap();
        let rapport = vec![b'x'; 100_000];
        let signature = sceau.signer(&rapport).unwrap();
        let cle = Sceau::ouvrir(dossier.path()).unwrap().publique().to_string();
        verifier(&rapport, &signature, &cle).unwrap();
        assert!(verifier(b"{\"conclusion\":\"conforme\"}", &signature, &cle).is_err());
        let autre = tempfile::tempdir().unwrap();
        let autre = Sceau::ouvrir(autre.path()).unwrap().publique().to_string();
        assert!(verifier(&rapport, &signature, &autre).is_err());
    }
}
