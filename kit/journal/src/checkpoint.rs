//! Signed checkpoints: each names the heads of all chains that moved since the one before, and the head of the tree that holds
//! their records.

use ambient::Timestamp;
use database::{Database, Writing};
use serde::{Deserialize, Serialize};

use crate::chain::hash;
use crate::growth::{self, Growth};
use crate::key::CheckpointKey;
use crate::note::{self, Point};

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub number: i64,
    /// Milliseconds since 1970 (UTC).
    pub at: i64,
    /// Hash of the checkpoint before; empty in the first.
    pub previous: String,
    pub heads: Vec<SignedHead>,
    /// Checkpoints of the version before have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree: Option<TreeHead>,
}

/// The tree once these records are in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TreeHead {
    pub size: u64,
    /// Base64.
    pub root: String,
}

/// Who signs, and under which name of the log.
#[derive(Debug)]
pub(crate) struct Signer {
    pub key: CheckpointKey,
    pub origin: String,
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

/// Signs what moved since the last checkpoint, in as many checkpoints as it takes. `None`: nothing did, or another node signs at
/// this moment.
pub(crate) async fn write(database: &Database, signer: &Signer, now: Timestamp) -> Result<Option<Anchor>, sqlx::Error> {
    let mut written = None;
    while let Some(anchor) = one(database, signer, now).await? {
        written = Some(anchor);
    }
    Ok(written)
}

async fn one(database: &Database, signer: &Signer, now: Timestamp) -> Result<Option<Anchor>, sqlx::Error> {
    let mut writing = database.begin_write().await?;
    // before the chains are looked at: a node that signs in between takes the number, and what was read is thrown away
    let last = last(&mut writing).await?;
    let growth = growth::grow(&mut writing).await?;
    if growth.runs.is_empty() {
        return writing.rollback().await.map(|()| None);
    }
    let (number, previous) = last.map_or((1, String::new()), |last| (last.number + 1, last.hash));
    let point = Point { origin: signer.origin.clone(), size: growth.edge.size(), root: growth.edge.root() };
    let tree = Some(TreeHead { size: point.size, root: note::base64(&point.root) });
    let checkpoint = Checkpoint { number, at: now.millis(), previous, heads: growth.heads(), tree };
    let row = signed(&checkpoint, &signer.key)?;
    if !insert(&mut writing, &row).await? {
        return writing.rollback().await.map(|()| None);
    }
    growth::keep(&mut writing, number, &growth, point.signed(&signer.key).note()).await?;
    for head in &checkpoint.heads {
        mark(&mut writing, head).await?;
    }
    writing.commit().await?;
    Ok(Some(row.anchor()))
}

impl Growth {
    fn heads(&self) -> Vec<SignedHead> {
        let head = |run: &growth::Run| {
            let (writer, sequence) = (run.writer.clone(), run.sequence + run.count - 1);
            SignedHead { writer, sequence, hash: run.last.clone() }
        };
        self.runs.iter().map(head).collect()
    }
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
    // the tree of a journal of the version before grows up to where checkpoints were
    sqlx::query(
        "UPDATE journal_chain SET grown = $2, checkpointed = CASE WHEN checkpointed < $2 THEN $2 ELSE checkpointed END
         WHERE writer = $1",
    )
    .bind(&head.writer)
    .bind(head.sequence)
    .execute(&mut **writing)
    .await
    .map(drop)
}

/// Signs now what no checkpoint has, for a journal that other processes write; then the last head of the tree is told.
pub async fn sign_now(
    database: &Database,
    (key, origin): (CheckpointKey, String),
    now: Timestamp,
) -> Result<Option<Anchor>, sqlx::Error> {
    write(database, &Signer { key, origin }, now).await
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

/// The signed head of the tree at a checkpoint.
pub(crate) async fn note(database: &Database, number: i64) -> Result<Option<String>, sqlx::Error> {
    let found: Option<(String,)> = sqlx::query_as("SELECT note FROM journal_point WHERE number = $1")
        .bind(number)
        .fetch_optional(database.read())
        .await?;
    Ok(found.map(|(note,)| note))
}

/// Where the chains say that they stand.
pub(crate) async fn heads(database: &Database) -> Result<Vec<SignedHead>, sqlx::Error> {
    sqlx::query_as("SELECT writer, sequence, hash FROM journal_chain ORDER BY writer").fetch_all(database.read()).await
}
