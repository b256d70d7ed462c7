//! One act, asked twice with the same key, happens once and answers the same.

use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use aws_lc_rs::digest;
use sante::IdentifiantNational;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::port::{Chantier, PortError};

/// Chosen by whoever asks, new for each act: a form carries one, a caller of the API sends one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleIdempotence(String);

/// Whoever asks: a key of one is nothing to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auteur(String);

/// What was asked under a key, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActeFait {
    pub auteur: Auteur,
    pub cle: CleIdempotence,
    /// SHA-256 of the request, hexadecimal.
    pub empreinte: String,
    /// The answer, as JSON.
    pub reponse: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key was used for another request")]
pub struct CleReutilisee;

impl CleReutilisee {
    pub const CODE: &str = "cle_reutilisee";
    pub const PHRASE: &str =
        "Ce formulaire a déjà servi pour une autre saisie. Rouvrez la page et recommencez : rien n'a été enregistré.";
}

/// Acts already done, inside the transaction of the act.
#[async_trait]
pub trait Ecrits: Send {
    async fn acte_fait(&mut self, auteur: &Auteur, cle: &CleIdempotence) -> Result<Option<ActeFait>, PortError>;
    async fn retenir_acte(&mut self, acte: &ActeFait, le: Timestamp) -> Result<(), PortError>;
}

/// What is kept of acts, and for how long: the answer of one names a person.
#[async_trait]
pub trait Memoire: Send + Sync {
    /// Forgets acts done by then; answers how many. A key that comes back later is a new one.
    async fn oublier_actes(&self, avant: Timestamp) -> Result<u64, PortError>;
}

impl ActeFait {
    /// Longer than a form stays open, a caller tries again, or a file of many people takes.
    pub const RETENTION: Seconds = Seconds::hours(30 * 24);
}

impl CleIdempotence {
    /// 16 to 64 printable characters without a space.
    pub fn lue(texte: &str) -> Option<Self> {
        let forme = (16..=64).contains(&texte.len()) && texte.bytes().all(|octet| octet.is_ascii_graphic());
        forme.then(|| Self(texte.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Auteur {
    pub fn personne(identifiant: &IdentifiantNational) -> Self {
        Self(identifiant.to_string())
    }

    /// Somebody whom FranceConnect names: the subject is one of a kind there, and is kept as a digest.
    pub fn franceconnect(sujet: &str) -> Self {
        Self(format!("fc:{}", empreinte(sujet.as_bytes())))
    }

    /// Nobody's requests: for a search where only the person counts.
    pub fn personne_nulle() -> Self {
        Self(String::new())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Auteur {
    fn from(texte: String) -> Self {
        Self(texte)
    }
}

/// Hexadecimal SHA-256.
pub fn empreinte(octets: &[u8]) -> String {
    let condense = digest::digest(&digest::SHA256, octets);
    condense.as_ref().iter().map(|octet| format!("{octet:02x}")).collect()
}

/// One act under its key.
pub struct Une<'a> {
    pub auteur: &'a Auteur,
    pub cle: &'a CleIdempotence,
    /// Hexadecimal SHA-256 of what is asked.
    pub empreinte: String,
}

impl<'a> Une<'a> {
    /// `geste` tells two kinds of requests apart that would look the same.
    pub fn de<T: Serialize>(
        auteur: &'a Auteur,
        cle: &'a CleIdempotence,
        geste: &str,
        demande: &T,
    ) -> Result<Self, PortError> {
        let texte = json(&(geste, demande))?;
        Ok(Self { auteur, cle, empreinte: empreinte(texte.as_bytes()) })
    }

    /// The answer of the first time, if there was one.
    pub async fn deja<R: DeserializeOwned, E: From<CleReutilisee> + From<PortError>>(
        &self,
        chantier: &mut dyn Chantier,
    ) -> Result<Option<R>, E> {
        let Some(fait) = chantier.acte_fait(self.auteur, self.cle).await? else { return Ok(None) };
        if fait.empreinte != self.empreinte {
            return Err(CleReutilisee.into());
        }
        let lue = serde_json::from_str(&fait.reponse).map_err(illisible)?;
        Ok(Some(lue))
    }

    pub async fn retenir<R: Serialize>(
        &self,
        chantier: &mut dyn Chantier,
        le: Timestamp,
        reponse: &R,
    ) -> Result<(), PortError> {
        let fait = ActeFait {
            auteur: self.auteur.clone(),
            cle: self.cle.clone(),
            empreinte: self.empreinte.clone(),
            reponse: json(reponse)?,
        };
        chantier.retenir_acte(&fait, le).await
    }
}

fn json<T: Serialize>(valeur: &T) -> Result<String, PortError> {
    serde_json::to_string(valeur).map_err(illisible)
}

fn illisible(cause: serde_json::Error) -> PortError {
    PortError::Illisible { port: "idempotence", lieu: "acte_fait".to_owned(), cause: cause.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_neither_guessed_nor_endless() {
        assert!(CleIdempotence::lue("0123456789abcdef").is_some());
        for texte in ["0123456789abcde", "0123456789abcde ", "0123456789abcdé", &"a".repeat(65)] {
            assert_eq!(CleIdempotence::lue(texte), None, "{texte}");
        }
    }

    #[test]
    fn a_subject_of_franceconnect_is_not_kept_as_it_is() {
        let auteur = Auteur::franceconnect("sub-1");
        assert!(auteur.as_str().starts_with("fc:") && !auteur.as_str().contains("sub-1"));
        assert_ne!(auteur, Auteur::franceconnect("sub-2"));
    }
}
