//! The audit record, for whoever must look into it (R09): its own chains say whether it is whole.

use std::io::Write as _;

use ambient::{ExposeSecret as _, Timestamp};
use journal::{CheckpointKey, CheckpointKeyError, Place, Stored, VerifyError};
use registry_core::paris;
use registry_server::Config;
use sante::IdentifiantNational;
use serde_json::{Value, json};
use service::config::SecretFileError;

use super::CommandeError;
use crate::cli::JournalCommand;

#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("the journal is out of reach: {0}")]
    Base(String),
    #[error("no database is named for the journal")]
    SansBase,
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Cle(#[from] CheckpointKeyError),
    #[error(transparent)]
    Verification(#[from] VerifyError),
}

/// Records read at once.
const PAQUET: i64 = 1_000;

/// What is wanted of all of it.
struct Choix<'a> {
    debut: Option<Timestamp>,
    fin: Option<Timestamp>,
    personne: Option<&'a IdentifiantNational>,
}

pub async fn executer(config: &Config, commande: &JournalCommand) -> Result<(), CommandeError> {
    match commande {
        JournalCommand::Verifier => {
            let verifie = verifier(config).await?;
            Ok(writeln!(std::io::stdout().lock(), "{verifie}")?)
        }
        JournalCommand::Exporter { depuis, jusque, personne } => {
            let debut = depuis.and_then(paris::debut);
            let fin = jusque.and_then(paris::fin_incluse);
            exporter(config, &Choix { debut, fin, personne: personne.as_ref() }).await
        }
    }
}

async fn verifier(config: &Config) -> Result<String, JournalError> {
    let cle = CheckpointKey::from_base64(config.keys.journal_file.read(config.mode.guard())?.expose_secret())?;
    let base = journal::open(&url(config)?).await.map_err(base)?;
    let verifie = journal::verify(&base, &[cle.verifying()]).await?;
    Ok(format!("{verifie:?}"))
}

async fn exporter(config: &Config, choix: &Choix<'_>) -> Result<(), CommandeError> {
    let journal = journal::open(&url(config)?).await.map_err(base)?;
    let mut place = Place::default();
    loop {
        let page = journal::page(&journal, &place, PAQUET).await.map_err(base)?;
        let Some(dernier) = page.last() else { return Ok(()) };
        place = Place { writer: dernier.writer.clone(), sequence: dernier.sequence };
        let mut sortie = std::io::stdout().lock();
        for acte in page.iter().filter(|acte| choix.retient(acte)) {
            writeln!(sortie, "{}", ligne(acte))?;
        }
    }
}

impl Choix<'_> {
    fn retient(&self, acte: &Stored) -> bool {
        let le = Timestamp::from_millis(acte.at);
        // a reading of several people names them in one field
        let nommee = |personne: &IdentifiantNational| {
            let personne = personne.to_string();
            let dit = |valeur: &Value| valeur.as_str().is_some_and(|texte| texte.split(' ').any(|mot| mot == personne));
            champs(acte).values().any(dit)
        };
        self.debut.is_none_or(|debut| debut <= le)
            && self.fin.is_none_or(|fin| le < fin)
            && self.personne.is_none_or(nommee)
    }
}

fn champs(acte: &Stored) -> serde_json::Map<String, Value> {
    serde_json::from_str(&acte.fields).unwrap_or_default()
}

/// With what its chain needs, so that a copy can be compared with the original.
fn ligne(acte: &Stored) -> Value {
    let le = jiff::Timestamp::from_millisecond(acte.at).unwrap_or_default();
    json!({
        "at": le.to_string(), "event": acte.event, "fields": champs(acte), "writer": acte.writer,
        "sequence": acte.sequence, "previous": acte.previous, "hash": acte.hash, "origin": acte.origin,
    })
}

fn base(cause: impl std::fmt::Display) -> JournalError {
    JournalError::Base(cause.to_string())
}

fn url(config: &Config) -> Result<String, JournalError> {
    match (&config.store.journal, &config.store.sql, &config.store.sql_file) {
        (Some(url), ..) | (None, Some(url), _) => Ok(url.clone()),
        (None, None, Some(fichier)) => Ok(fichier.read(config.mode.guard())?.expose_secret().to_owned()),
        (None, None, None) => Err(JournalError::SansBase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: R09
    #[test]
    fn somebody_is_found_in_a_reading_of_several_people() {
        let lu = |personnes: &str| Stored {
            writer: "w".to_owned(),
            sequence: 1,
            previous: String::new(),
            origin: None,
            at: 0,
            event: "registry.staff.read".to_owned(),
            fields: json!({"agent.id": "3690990015/CPE00002", "people.id": personnes}).to_string(),
            hash: String::new(),
        };
        let personne: IdentifiantNational = "899900000011".parse().unwrap();
        let choix = Choix { debut: None, fin: None, personne: Some(&personne) };
        assert!(choix.retient(&lu("899900000029 899900000011")) && choix.retient(&lu("899900000011")));
        assert!(!choix.retient(&lu("899900000029 8999000000110")) && !choix.retient(&lu("")));
    }
}
