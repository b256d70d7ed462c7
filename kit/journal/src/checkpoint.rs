//! Signed checkpoints: each names the heads of all chains that moved since the one before.

use ambient::Timestamp;
use database::{Database, Writing};
use serde::{Deserialize, Serialize};

use crate::chain::hash;
use crate::key::CheckpointKey;

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub number: i64,
    /// Milliseconds since 1970 (UTC).
    pub at: i64,
    /// Hash of the checkpoint before; empty in the first.
    pub previous: String,
    pub heads: Vec<SignedHead>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub(crate) struct SignedHead {
    pub writer: String,
    pub sequence: i64,
    pub hash: String,
}

/// A checkpoint as it rests.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct CheckpointRow {
    pub number: i64,
    pub content: String,
    pub key_id: String,
    pub signature: String,
}

/// Names one checkpoint: keep it elsewhere (it is in the service's log) and a journal that lost it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub number: i64,
    pub hash: String,
}

impl CheckpointRow {
    pub fn anchor(&self) -> Anchor {
        Anchor { number: self.number, hash: hash("caducee.journal.checkpoint.1", &[self.content.as_bytes()]) }
    }
}

/// Signs what moved since the last checkpoint. `None`: nothing did, or another node signs at this moment.
pub(crate) async fn write(
    database: &Database,
    key: &CheckpointKey,
    now: Timestamp,
) -> Result<Option<Anchor>, sqlx::Error> {
    let mut writing = database.begin_write().await?;
    let heads: Vec<SignedHead> = sqlx::query_as(
        "SELECT writer, sequence, hash FROM journal_chain WHERE sequence > checkpointed ORDER BY writer",
    )
    .fetch_all(&mut *writing)
    .await?;
    if heads.is_empty() {
        return writing.rollback().await.map(|()| None);
    }
    let last = last(&mut writing).await?;
    let (number, previous) = last.map_or((1, String::new()), |last| (last.number + 1, last.hash));
    let checkpoint = Checkpoint { number, at: now.millis(), previous, heads };
    let row = signed(&checkpoint, key)?;
    if !insert(&mut writing, &row).await? {
        return writing.rollback().await.map(|()| None);
    }
    for head in &checkpoint.heads {
        mark(&mut writing, head).await?;
    }
    writing.commit().await?;
    Ok(Some(row.anchor()))
}

fn signed(checkpoint: &Checkpoint, key: &CheckpointKey) -> Result<CheckpointRow, sqlx::Error> {
    let content = serde_json::to_string(checkpoint).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let signature = key.sign(&content);
    Ok(CheckpointRow { number: checkpoint.number, content, key_id: key.verifying().id(), signature })
}

async fn last(writing: &mut Writing) -> Result<Option<Anchor>, sqlx::Error> {
    let row: Option<CheckpointRow> = sqlx::query_as(
        "SELECT number, content, key_id, signature FROM journal_checkpoint ORDER BY number DESC LIMIT 1",
    )
    .fetch_optional(&mut **writing)
    .await?;
    Ok(row.map(|row| row.anchor()))
}

/// `false`: another node wrote this number first. The number is what two nodes compete for.
async fn insert(writing: &mut Writing, row: &CheckpointRow) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO journal_checkpoint (number, content, key_id, signature) VALUES ($1, $2, $3, $4)
         ON CONFLICT (number) DO NOTHING",
    )
    .bind(row.number)
    .bind(&row.content)
    .bind(&row.key_id)
    .bind(&row.signature)
    .execute(&mut **writing)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

async fn mark(writing: &mut Writing, head: &SignedHead) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE journal_chain SET checkpointed = $2 WHERE writer = $1 AND checkpointed < $2")
        .bind(&head.writer)
        .bind(head.sequence)
        .execute(&mut **writing)
        .await
        .map(drop)
}

/// Up to `limit` checkpoints after number `after`, in order.
pub(crate) async fn page(database: &Database, after: i64, limit: i64) -> Result<Vec<CheckpointRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT number, content, key_id, signature FROM journal_checkpoint
         WHERE number > $1 ORDER BY number LIMIT $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(database.read())
    .await
}

/// Where the chains say that they stand.
pub(crate) async fn heads(database: &Database) -> Result<Vec<SignedHead>, sqlx::Error> {
    sqlx::query_as("SELECT writer, sequence, hash FROM journal_chain ORDER BY writer").fetch_all(database.read()).await
}
