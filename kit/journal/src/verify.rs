use database::Database;

use crate::chain::Head;
use crate::checkpoint::{self, Anchor, Checkpoint, CheckpointRow, SignedHead};
use crate::growth;
use crate::key::VerifyingKey;
use crate::note::{Point, SignedPoint, base64};
use crate::table::{self, Place, Stored};
use crate::tree::Edge;

/// Rows read at a time.
const PAGE: i64 = 1_000;

/// A journal that holds together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub records: u64,
    pub chains: u64,
    pub checkpoints: u64,
    /// Leaves of the tree that the last checkpoint signs.
    pub leaves: u64,
    /// To be compared with the copy in the service's log.
    pub last: Option<Anchor>,
}

/// The first place where a journal does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    #[error("record {sequence} of {writer} is not what was recorded")]
    Altered { writer: String, sequence: i64 },
    #[error("record {sequence} of {writer} is missing")]
    Missing { writer: String, sequence: i64 },
    #[error("record {sequence} of {writer} does not follow the one before")]
    Unlinked { writer: String, sequence: i64 },
    #[error("record {sequence} of {writer} was the last of its chain at one time and is gone")]
    Truncated { writer: String, sequence: i64 },
    #[error("record {sequence} of {writer} is not the one that checkpoint {checkpoint} signed")]
    Rewritten { writer: String, sequence: i64, checkpoint: i64 },
    #[error("checkpoint {number} is missing")]
    CheckpointMissing { number: i64 },
    #[error("checkpoint {number} is not what was signed")]
    CheckpointAltered { number: i64 },
    #[error("the head of the tree at checkpoint {number} is not what was signed")]
    PointAltered { number: i64 },
    #[error(
        "the records do not have the root that checkpoint {number} signed: some were rewritten, or changed their place"
    )]
    OtherRoot { number: i64 },
    #[error("a checkpoint that was kept knows {kept} records, and the journal has {leaves}: it was cut")]
    Shorter { kept: u64, leaves: u64 },
    #[error(
        "the first {kept} records are not those of the checkpoint that was kept: the journal was rewritten, or it forked"
    )]
    Forked { kept: u64 },
    #[error("checkpoint {number} is signed by a key that is not known here")]
    UnknownKey { number: i64 },
}

#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Broken(#[from] Break),
    #[error("the journal is out of reach: {0}")]
    Unavailable(#[from] sqlx::Error),
}

/// Walks every chain, then every checkpoint, and reports the first break. `keys`: every key that ever signed.
/// May run while records are being written.
pub async fn verify(database: &Database, keys: &[VerifyingKey]) -> Result<Verified, VerifyError> {
    verify_with(database, keys, &[]).await
}

/// The same against points that were kept elsewhere, and whose signatures were checked: this journal must go on from each.
pub async fn verify_with(database: &Database, keys: &[VerifyingKey], kept: &[Point]) -> Result<Verified, VerifyError> {
    let mut verified = Verified::default();
    walk_chains(database, &mut verified).await?;
    let mut tree = Walk { database, kept, edge: Edge::default() };
    walk_checkpoints(database, keys, (&mut tree, &mut verified)).await?;
    verified.leaves = tree.edge.size();
    if let Some(longest) = kept.iter().map(|point| point.size).max().filter(|size| *size > verified.leaves) {
        return Err(Break::Shorter { kept: longest, leaves: verified.leaves }.into());
    }
    for head in checkpoint::heads(database).await? {
        if hash_at(database, &head).await?.as_ref() != Some(&head.hash) {
            return Err(Break::Truncated { writer: head.writer, sequence: head.sequence }.into());
        }
    }
    Ok(verified)
}

async fn walk_chains(database: &Database, verified: &mut Verified) -> Result<(), VerifyError> {
    let mut place = Place::default();
    let mut head = Head::first("");
    loop {
        let page = table::page(database, &place, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        let end = Place { writer: last.writer.clone(), sequence: last.sequence };
        for record in page {
            if record.writer != place.writer {
                verified.chains += 1;
                head = Head::first(&record.writer);
            }
            follows(&head, &record)?;
            verified.records += 1;
            head = record.head();
            place.writer = record.writer;
        }
        place = end;
    }
}

fn follows(head: &Head, record: &Stored) -> Result<(), Break> {
    let (writer, sequence) = (record.writer.clone(), record.sequence);
    if record.computed_hash() != record.hash {
        return Err(Break::Altered { writer, sequence });
    }
    if sequence != head.sequence + 1 {
        return Err(Break::Missing { writer, sequence: head.sequence + 1 });
    }
    if record.previous != head.hash {
        return Err(Break::Unlinked { writer, sequence });
    }
    Ok(())
}

async fn walk_checkpoints(
    database: &Database,
    keys: &[VerifyingKey],
    (tree, verified): (&mut Walk<'_>, &mut Verified),
) -> Result<(), VerifyError> {
    loop {
        let after = verified.last.as_ref().map_or(0, |last| last.number);
        let page = checkpoint::page(database, after, PAGE).await?;
        if page.is_empty() {
            return Ok(());
        }
        for row in page {
            let checkpoint = opened(&row, verified.last.as_ref(), keys)?;
            for head in &checkpoint.heads {
                still_there(database, head, row.number).await?;
            }
            tree.at(&checkpoint, keys).await?;
            verified.checkpoints += 1;
            verified.last = Some(row.anchor());
        }
    }
}

/// The tree, grown again from the records.
struct Walk<'a> {
    database: &'a Database,
    kept: &'a [Point],
    edge: Edge,
}

impl Walk<'_> {
    /// Grows it up to this checkpoint, and holds it against what was signed there. Checkpoints of the version before have no
    /// tree, and their signature says so.
    async fn at(&mut self, checkpoint: &Checkpoint, keys: &[VerifyingKey]) -> Result<(), VerifyError> {
        let number = checkpoint.number;
        let Some(head) = &checkpoint.tree else { return Ok(()) };
        let note = checkpoint::note(self.database, number).await?.and_then(|note| SignedPoint::read(&note).ok());
        let point = note.as_ref().and_then(|note| note.by(keys).ok());
        let same = |point: &&Point| point.size == head.size && base64(&point.root) == head.root;
        let Some(point) = point.filter(same) else { return Err(Break::PointAltered { number }.into()) };
        self.grow(point.size, number).await?;
        if self.edge.root() == point.root { Ok(()) } else { Err(Break::OtherRoot { number }.into()) }
    }

    async fn grow(&mut self, size: u64, number: i64) -> Result<(), VerifyError> {
        while self.edge.size() < size {
            let from = self.edge.size();
            let page = growth::leaves(self.database, from..size.min(from + PAGE.cast_unsigned())).await?;
            if page.is_empty() {
                return Err(Break::OtherRoot { number }.into());
            }
            for leaf in page {
                self.kept()?;
                self.edge.push(leaf, |_, _| {});
            }
        }
        self.kept()
    }

    /// What was kept of a tree of this size.
    fn kept(&self) -> Result<(), VerifyError> {
        let size = self.edge.size();
        let other = |point: &&Point| point.size == size && point.root != self.edge.root();
        match self.kept.iter().find(other) {
            Some(_) => Err(Break::Forked { kept: size }.into()),
            None => Ok(()),
        }
    }
}

/// The checkpoint's content, once its place, its signature and its link to the one before are proven.
fn opened(row: &CheckpointRow, last: Option<&Anchor>, keys: &[VerifyingKey]) -> Result<Checkpoint, Break> {
    let number = row.number;
    let expected = last.map_or(1, |last| last.number + 1);
    if number != expected {
        return Err(Break::CheckpointMissing { number: expected });
    }
    let key = keys.iter().find(|key| key.id() == row.key_id).ok_or(Break::UnknownKey { number })?;
    let checkpoint: Checkpoint = serde_json::from_str(&row.content).map_err(|_| Break::CheckpointAltered { number })?;
    let linked = checkpoint.number == number && checkpoint.previous == last.map_or("", |last| &last.hash);
    if !linked || !key.accepts(&row.content, &row.signature) {
        return Err(Break::CheckpointAltered { number });
    }
    Ok(checkpoint)
}

async fn still_there(database: &Database, head: &SignedHead, checkpoint: i64) -> Result<(), VerifyError> {
    let (writer, sequence) = (head.writer.clone(), head.sequence);
    match hash_at(database, head).await? {
        Some(hash) if hash == head.hash => Ok(()),
        Some(_) => Err(Break::Rewritten { writer, sequence, checkpoint }.into()),
        None => Err(Break::Truncated { writer, sequence }.into()),
    }
}

async fn hash_at(database: &Database, head: &SignedHead) -> Result<Option<String>, sqlx::Error> {
    table::hash_at(database, &Place { writer: head.writer.clone(), sequence: head.sequence }).await
}
