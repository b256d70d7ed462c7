//! What an auditor does with what they were given: no database is asked, no configuration is read.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use journal::{Copy, Given, NamedKey, Stored, canonical};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::JournalError;
use crate::cli::ControlerArgs;

/// One line of an export.
#[derive(Deserialize)]
struct Ligne {
    /// As `Timestamp` writes it.
    at: String,
    event: String,
    fields: Map<String, Value>,
    writer: String,
    sequence: i64,
    previous: String,
    hash: String,
    origin: Option<String>,
    leaf: Option<u64>,
}

/// A sentence for each thing that was shown.
pub fn controler(demande: &ControlerArgs) -> Result<Vec<String>, JournalError> {
    let cle = NamedKey::read(&demande.cle).ok_or(JournalError::ClePublique)?;
    let lire = |chemin: &Path| {
        std::fs::read_to_string(chemin).map_err(|cause| JournalError::Fichier(chemin.to_owned(), cause))
    };
    let donnees = Given {
        kept: demande.garde.iter().map(|chemin| lire(chemin)).collect::<Result<_, _>>()?,
        proof: demande.preuve.as_deref().map(lire).transpose()?,
        follows: demande.suite.as_deref().map(lire).transpose()?,
    };
    let mut montre = journal::check(&donnees, &cle)?;
    if let Some(export) = &demande.export {
        for garde in &donnees.kept {
            let point = journal::check_point(garde, &cle)?;
            copie(export)?.check(&point)?;
            montre.push(format!("the copy holds the {} records of the checkpoint, as they were", point.size));
        }
    }
    if montre.is_empty() { Err(JournalError::RienAControler) } else { Ok(montre) }
}

fn copie(chemin: &Path) -> Result<Copy, JournalError> {
    let fichier = |cause| JournalError::Fichier(chemin.to_owned(), cause);
    let mut copie = Copy::default();
    for (place, ligne) in BufReader::new(File::open(chemin).map_err(fichier)?).lines().enumerate() {
        let ligne = ligne.map_err(fichier)?;
        let lue: Ligne = serde_json::from_str(&ligne).map_err(|cause| JournalError::Ligne(place + 1, cause))?;
        let acte = lue.acte().ok_or(JournalError::Date(place + 1))?;
        copie.add(&acte, lue.leaf)?;
    }
    Ok(copie)
}

impl Ligne {
    fn acte(&self) -> Option<Stored> {
        let at: jiff::Timestamp = self.at.parse().ok()?;
        Some(Stored {
            writer: self.writer.clone(),
            sequence: self.sequence,
            previous: self.previous.clone(),
            origin: self.origin.clone(),
            at: at.as_millisecond(),
            event: self.event.clone(),
            fields: canonical(&self.fields),
            hash: self.hash.clone(),
        })
    }
}
