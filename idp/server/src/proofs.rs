//! The journal, for whoever must look into it: whether it is whole, its checkpoints, the proof of one record (docs/decisions/0044).

use std::path::{Path, PathBuf};

use ambient::{Ambient, ExposeSecret as _};
use clap::{Args, Subcommand};
use database::Database;
use journal::{
    CheckpointKey, CheckpointKeyError, Given, NamedKey, NoteError, OfflineError, Place, ProveError, SignedPoint,
    VerifyError,
};
use service::config::SecretFileError;

use crate::config::Config;

#[derive(Subcommand)]
pub enum Act {
    /// Walk the journal's chains and its tree, and say where the first break is.
    Verify {
        /// A checkpoint of a former day, in a file: the journal must go on from it.
        #[arg(long)]
        kept: Vec<PathBuf>,
    },
    /// Sign a checkpoint now and print the last one (c2sp.org/tlog-checkpoint): keep it elsewhere.
    Checkpoint {
        /// A checkpoint of a former day: print the proof that the journal goes on from it as well.
        #[arg(long)]
        since: Option<PathBuf>,
    },
    /// Print the proof that one record is in the journal (c2sp.org/tlog-proof): it is judged without the journal.
    Prove {
        #[arg(long)]
        writer: String,
        #[arg(long)]
        sequence: i64,
    },
    /// Print the public key under which checkpoints are signed, for `check`.
    Key,
    /// Judge checkpoints and proofs, without the journal and without a configuration.
    Check(Check),
}

#[derive(Args)]
pub struct Check {
    /// As `journal key` printed it.
    #[arg(long)]
    key: String,
    /// A checkpoint of a former day, in a file.
    #[arg(long)]
    kept: Vec<PathBuf>,
    /// What `journal prove` printed.
    #[arg(long)]
    proof: Option<PathBuf>,
    /// What `journal checkpoint --since` printed, about the first of `kept`.
    #[arg(long, requires = "kept")]
    follows: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum ProofsError {
    #[error("store: no database is named")]
    Unnamed,
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("keys.journal_file: {0}")]
    Key(#[from] CheckpointKeyError),
    #[error("the journal's database does not open: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the journal was altered: {0}")]
    Altered(#[from] VerifyError),
    #[error(transparent)]
    Prove(#[from] ProveError),
    #[error(transparent)]
    Check(#[from] OfflineError),
    #[error("{0} holds no checkpoint to go by: {1}")]
    Kept(PathBuf, NoteError),
    #[error("{0} cannot be read: {1}")]
    File(PathBuf, std::io::Error),
    #[error("this is no key: give the line that `journal key` prints")]
    NoKey,
    #[error("nothing to judge: name a checkpoint or a proof")]
    Nothing,
}

/// What needs neither a journal nor a configuration; `None`: the act needs them.
pub fn offline(act: &Act) -> Option<Result<String, ProofsError>> {
    let Act::Check(asked) = act else { return None };
    Some(check(asked))
}

pub async fn act(config: &Config, act: &Act, ambient: &Ambient) -> Result<String, ProofsError> {
    match act {
        Act::Verify { kept } => {
            let named = named(config)?;
            let points =
                kept.iter().map(|path| Ok(signed(path, &named)?.point)).collect::<Result<Vec<_>, ProofsError>>()?;
            Ok(format!("{:?}\n", journal::verify_with(&open(config).await?, &[named.key], &points).await?))
        }
        Act::Checkpoint { since } => {
            let database = open(config).await?;
            journal::sign_now(&database, (key(config)?, config.journal_name()), ambient.now()).await?;
            match since {
                Some(path) => Ok(journal::prove_consistency(&database, &signed(path, &named(config)?)?).await?),
                None => Ok(journal::last_point(&database).await?.ok_or(ProveError::NoCheckpoint)?.note().to_owned()),
            }
        }
        Act::Prove { writer, sequence } => {
            let place = Place { writer: writer.clone(), sequence: *sequence };
            Ok(journal::prove(&open(config).await?, &place).await?)
        }
        Act::Key => Ok(format!("{}\n", named(config)?.told())),
        Act::Check(asked) => check(asked),
    }
}

fn check(asked: &Check) -> Result<String, ProofsError> {
    let key = NamedKey::read(&asked.key).ok_or(ProofsError::NoKey)?;
    let given = Given {
        kept: asked.kept.iter().map(|path| read(path)).collect::<Result<_, _>>()?,
        proof: asked.proof.as_deref().map(read).transpose()?,
        follows: asked.follows.as_deref().map(read).transpose()?,
    };
    let shown = journal::check(&given, &key)?;
    if shown.is_empty() { Err(ProofsError::Nothing) } else { Ok(format!("{}\n", shown.join("\n"))) }
}

/// A checkpoint that this journal signed on a former day.
fn signed(path: &Path, key: &NamedKey) -> Result<SignedPoint, ProofsError> {
    let refused = |cause| ProofsError::Kept(path.to_owned(), cause);
    let point = SignedPoint::read(&read(path)?).map_err(refused)?;
    if point.point.origin != key.origin {
        return Err(refused(NoteError::UnknownKey));
    }
    point.by(std::slice::from_ref(&key.key)).map_err(refused)?;
    Ok(point)
}

fn read(path: &Path) -> Result<String, ProofsError> {
    std::fs::read_to_string(path).map_err(|cause| ProofsError::File(path.to_owned(), cause))
}

fn key(config: &Config) -> Result<CheckpointKey, ProofsError> {
    Ok(CheckpointKey::from_base64(config.keys.journal_file.read(config.mode.guard())?.expose_secret())?)
}

fn named(config: &Config) -> Result<NamedKey, ProofsError> {
    Ok(NamedKey { origin: config.journal_name(), key: key(config)?.verifying() })
}

async fn open(config: &Config) -> Result<Database, ProofsError> {
    let store = &config.store;
    let url = match (&store.journal, &store.sql, &store.sql_file) {
        (Some(url), _, _) | (None, Some(url), _) => url.clone(),
        (None, None, Some(file)) => file.read(config.mode.guard())?.expose_secret().to_owned(),
        (None, None, None) => return Err(ProofsError::Unnamed),
    };
    Ok(journal::open(&url).await?)
}
