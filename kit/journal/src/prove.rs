//! What an auditor is given: the last checkpoint, the proof of one record, the proof that one checkpoint goes on from another.

use database::Database;

use crate::growth;
use crate::note::{SignedPoint, base64};
use crate::offline::{self, Proof};
use crate::table::{self, Place};
use crate::tree;

#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    #[error("there is no such record")]
    Unknown,
    #[error("no checkpoint has this record yet: sign one first")]
    NotSigned,
    #[error("nothing is signed yet")]
    NoCheckpoint,
    #[error("the checkpoint that was given knows more records than this journal: it was cut, or it is another journal")]
    Longer,
    #[error("the journal does not hold together: the proof would be refused. Verify it")]
    Broken,
    #[error("the journal is out of reach: {0}")]
    Unavailable(#[from] sqlx::Error),
}

/// The head of the tree as it was signed last.
pub async fn last_point(database: &Database) -> Result<Option<SignedPoint>, ProveError> {
    let note: Option<(String,)> = sqlx::query_as("SELECT note FROM journal_point ORDER BY number DESC LIMIT 1")
        .fetch_optional(database.read())
        .await?;
    note.map(|(note,)| SignedPoint::read(&note).map_err(|_| ProveError::Broken)).transpose()
}

/// That this record is in the journal: c2sp.org/tlog-proof, with the record as its extra data. It is tried before it is given.
pub async fn prove(database: &Database, place: &Place) -> Result<String, ProveError> {
    let record = table::record_at(database, place).await?.ok_or(ProveError::Unknown)?;
    let point = last_point(database).await?.ok_or(ProveError::NoCheckpoint)?;
    let index = growth::leaf_of(database, &place.writer, place.sequence).await?;
    let index = index.filter(|index| *index < point.point.size).ok_or(ProveError::NotSigned)?;
    let path = growth::path(database, tree::inclusion(index, point.point.size)).await?;
    let proof = Proof { record, index, path, point };
    if !proof.holds() {
        return Err(ProveError::Broken);
    }
    Ok(proof.written())
}

/// That the journal goes on from `old`: the last checkpoint, and the hashes that prove it, one a line (RFC 6962 §2.1.2).
pub async fn prove_consistency(database: &Database, old: &SignedPoint) -> Result<String, ProveError> {
    let new = last_point(database).await?.ok_or(ProveError::NoCheckpoint)?;
    if old.point.size > new.point.size {
        return Err(ProveError::Longer);
    }
    let path = growth::path(database, tree::consistency(old.point.size, new.point.size)).await?;
    if !tree::consistent((old.point.size, &old.point.root), (new.point.size, &new.point.root), &path) {
        return Err(ProveError::Broken);
    }
    let hashes: String = path.iter().map(|hash| format!("{}\n", base64(hash))).collect();
    Ok(format!("{}\n{hashes}\n{}", offline::CONSISTENCY, new.note()))
}
