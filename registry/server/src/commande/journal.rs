//! The audit record, for whoever must look into it (R09): its own chains and its tree say whether it is whole
//! (docs/decisions/0044).

mod controle;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use ambient::{Ambient, ExposeSecret as _, Timestamp};
use database::Database;
use journal::{
    CheckpointKey, CheckpointKeyError, NamedKey, NoteError, OfflineError, Place, Point, ProveError, SignedPoint,
    Stored, Verified, VerifyError, VerifyingKey,
};
use registry_core::paris;
use registry_server::Config;
use sante::IdentifiantNational;
use serde_json::{Value, json};
use service::config::SecretFileError;

use super::CommandeError;
use crate::cli::JournalCommand;

use controle::controler;

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
    #[error(transparent)]
    Preuve(#[from] ProveError),
    #[error(transparent)]
    Controle(#[from] OfflineError),
    #[error("{0} holds no checkpoint to go by: {1}")]
    Garde(PathBuf, NoteError),
    #[error("{0} cannot be read: {1}")]
    Fichier(PathBuf, std::io::Error),
    #[error("line {0} of the copy is none that `journal exporter` wrote: {1}")]
    Ligne(usize, serde_json::Error),
    #[error("line {0} of the copy has no time that can be read")]
    Date(usize),
    #[error("this is no key: give the line that `journal cle` prints")]
    ClePublique,
    #[error("nothing to judge: name a checkpoint, a proof or a copy")]
    RienAControler,
}

/// Records read at once.
const PAQUET: i64 = 1_000;

/// What is wanted of all of it.
struct Choix<'a> {
    debut: Option<Timestamp>,
    fin: Option<Timestamp>,
    personne: Option<&'a IdentifiantNational>,
}

/// What needs neither a journal nor a configuration; `None`: the command needs them.
pub fn hors_ligne(commande: &JournalCommand) -> Option<Result<(), CommandeError>> {
    let JournalCommand::Controler(demande) = commande else { return None };
    Some(controler(demande).map_err(CommandeError::from).and_then(|montre| dire(&montre.join("\n"))))
}

pub async fn executer(config: &Config, ambient: &Ambient, commande: &JournalCommand) -> Result<(), CommandeError> {
    match commande {
        JournalCommand::Verifier { garde } => dire(&verifier(config, garde).await?),
        JournalCommand::Point { depuis } => dire(point(config, ambient, depuis.as_deref()).await?.trim_end()),
        JournalCommand::Prouver { chaine, numero } => {
            let place = Place { writer: chaine.clone(), sequence: *numero };
            let preuve = journal::prove(&ouvrir(config).await?, &place).await.map_err(JournalError::from)?;
            dire(preuve.trim_end())
        }
        JournalCommand::Cle => dire(&nommee(config)?.told()),
        JournalCommand::Controler(demande) => dire(&controler(demande)?.join("\n")),
        JournalCommand::Exporter { depuis, jusque, personne } => {
            let debut = depuis.and_then(paris::debut);
            let fin = jusque.and_then(paris::fin_incluse);
            exporter(config, &Choix { debut, fin, personne: personne.as_ref() }).await
        }
    }
}

fn dire(texte: &str) -> Result<(), CommandeError> {
    Ok(writeln!(std::io::stdout().lock(), "{texte}")?)
}

async fn verifier(config: &Config, garde: &[PathBuf]) -> Result<String, JournalError> {
    let cles: Vec<VerifyingKey> = nommees(config)?.into_iter().map(|nommee| nommee.key).collect();
    let gardes: Vec<Point> = garde.iter().map(|chemin| garde_lue(config, chemin)).collect::<Result<_, _>>()?;
    Ok(tenue(&journal::verify_with(&ouvrir(config).await?, &cles, &gardes).await?))
}

fn tenue(verifie: &Verified) -> String {
    let Verified { records, chains, checkpoints, leaves, last } = verifie;
    let dernier = last.as_ref().map_or_else(String::new, |point| {
        format!(" Dernier point de contrôle : n° {}, empreinte {}.", point.number, point.hash)
    });
    format!(
        "Le journal est entier. Actes : {records}. Chaînes : {chains}. Points de contrôle : {checkpoints}. \
         Actes que le dernier point signe : {leaves}.{dernier}"
    )
}

/// The point of a checkpoint that this journal signed on a former day.
fn garde_lue(config: &Config, chemin: &Path) -> Result<Point, JournalError> {
    let signee = signee(chemin)?;
    let refus = |cause| JournalError::Garde(chemin.to_owned(), cause);
    let siennes = nommees(config)?.into_iter().filter(|cle| cle.origin == signee.point.origin);
    let cles: Vec<VerifyingKey> = siennes.map(|cle| cle.key).collect();
    signee.by(&cles).cloned().map_err(refus)
}

fn signee(chemin: &Path) -> Result<SignedPoint, JournalError> {
    let texte = std::fs::read_to_string(chemin).map_err(|cause| JournalError::Fichier(chemin.to_owned(), cause))?;
    SignedPoint::read(&texte).map_err(|cause| JournalError::Garde(chemin.to_owned(), cause))
}

async fn point(config: &Config, ambient: &Ambient, depuis: Option<&Path>) -> Result<String, JournalError> {
    let base = ouvrir(config).await?;
    journal::sign_now(&base, (cle(config)?, config.nom_du_journal()), ambient.now()).await.map_err(self::base)?;
    match depuis {
        Some(chemin) => {
            garde_lue(config, chemin)?;
            Ok(journal::prove_consistency(&base, &signee(chemin)?).await?)
        }
        None => Ok(journal::last_point(&base).await?.ok_or(ProveError::NoCheckpoint)?.note().to_owned()),
    }
}

fn cle(config: &Config) -> Result<CheckpointKey, JournalError> {
    Ok(CheckpointKey::from_base64(config.keys.journal_file.read(config.mode.guard())?.expose_secret())?)
}

fn nommee(config: &Config) -> Result<NamedKey, JournalError> {
    Ok(NamedKey { origin: config.nom_du_journal(), key: cle(config)?.verifying() })
}

/// The present key, then those before it.
fn nommees(config: &Config) -> Result<Vec<NamedKey>, JournalError> {
    let anciennes = config.keys.journal_former.iter();
    let anciennes = anciennes.map(|ligne| NamedKey::read(ligne).ok_or(JournalError::ClePublique));
    std::iter::once(nommee(config)).chain(anciennes).collect()
}

async fn ouvrir(config: &Config) -> Result<Database, JournalError> {
    journal::open(&url(config)?).await.map_err(base)
}

async fn exporter(config: &Config, choix: &Choix<'_>) -> Result<(), CommandeError> {
    let journal = ouvrir(config).await?;
    let mut place = Place::default();
    loop {
        let page = journal::page(&journal, &place, PAQUET).await.map_err(base)?;
        let Some(dernier) = page.last() else { return Ok(()) };
        place = Place { writer: dernier.writer.clone(), sequence: dernier.sequence };
        for acte in page.iter().filter(|acte| choix.retient(acte)) {
            let feuille = journal::leaf_of(&journal, acte).await.map_err(base)?;
            writeln!(std::io::stdout().lock(), "{}", ligne(acte, feuille))?;
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

/// With what its chain and its tree need, so that a copy can be compared with what was signed.
fn ligne(acte: &Stored, feuille: Option<u64>) -> Value {
    let le = jiff::Timestamp::from_millisecond(acte.at).unwrap_or_default();
    json!({
        "at": le.to_string(), "event": acte.event, "fields": champs(acte), "writer": acte.writer,
        "sequence": acte.sequence, "previous": acte.previous, "hash": acte.hash, "origin": acte.origin,
        "leaf": feuille,
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
