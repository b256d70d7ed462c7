//! Judging what an auditor was given, without the database and without whoever runs it: the key that they were handed is enough.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::VerifyingKey;
use crate::note::{NamedKey, NoteError, Point, SignedPoint, base64, digest};
use crate::table::Stored;
use crate::tree::{self, Digest, Edge};

/// The first line of the proof of one record (c2sp.org/tlog-proof).
const INCLUSION: &str = "c2sp.org/tlog-proof@v1";
/// The first line of the proof that a journal goes on from a checkpoint.
pub(crate) const CONSISTENCY: &str = "caducee.journal/consistency@v1";
/// Octets of the longest proof that is read: a record, 64 hashes, a checkpoint.
const LONGEST: usize = 256 * 1_024;

/// Why something is not believed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfflineError {
    #[error("this is no proof: it begins with {INCLUSION} or {CONSISTENCY}")]
    Unreadable,
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error("the checkpoint is of another journal than the key: {0}")]
    OtherJournal(String),
    #[error(
        "the proof does not lead from this record to the signed root: the record was changed, or the proof is of another one"
    )]
    NotIncluded,
    #[error("the journal does not go on from the checkpoint that was kept: it was rewritten, or it forked")]
    NotConsistent,
    #[error("two checkpoints of {0} records have different roots, and both are signed: the journal forked")]
    Forked(u64),
    #[error("the copy has {have} records where the checkpoint signs {signed}: it was cut")]
    Cut { have: u64, signed: u64 },
    #[error("record {sequence} of {writer} is not what was recorded")]
    Altered { writer: String, sequence: i64 },
    #[error("the copy does not have the root that was signed: it was rewritten")]
    OtherRoot,
}

/// One record, where it is in the tree, and what leads from there to a signed root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    pub record: Stored,
    pub index: u64,
    pub path: Vec<Digest>,
    pub point: SignedPoint,
}

impl Proof {
    /// Whether it leads to its root; whose root that is, the signature says.
    pub fn holds(&self) -> bool {
        let hash = self.record.computed_hash();
        let Point { size, root, .. } = &self.point.point;
        hash == self.record.hash && tree::included(tree::leaf(hash.as_bytes()), (self.index, *size), &self.path, root)
    }

    pub fn written(&self) -> String {
        let record = serde_json::to_vec(&self.record).unwrap_or_default();
        let path: String = self.path.iter().map(|hash| format!("{}\n", base64(hash))).collect();
        let (extra, note) = (STANDARD.encode(record), self.point.note());
        format!("{INCLUSION}\nextra {extra}\nindex {}\n{path}\n{note}", self.index)
    }

    fn read(text: &str) -> Option<Self> {
        let (head, note) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let kind = lines.next()?;
        let record = STANDARD.decode(lines.next()?.strip_prefix("extra ")?).ok()?;
        let index = lines.next()?.strip_prefix("index ")?;
        let path: Option<Vec<Digest>> = lines.map(digest).collect();
        let point = SignedPoint::read(note).ok()?;
        let plain = index == "0" || !index.starts_with(['0', '+']);
        let (record, index) = (serde_json::from_slice(&record).ok()?, index.parse().ok().filter(|_| plain)?);
        (kind == INCLUSION).then_some(Self { record, index, path: path?, point })
    }
}

/// The point of a checkpoint, if this key signed it.
pub fn check_point(note: &str, key: &NamedKey) -> Result<Point, OfflineError> {
    signed_by(&SignedPoint::read(note)?, key)
}

fn signed_by(point: &SignedPoint, key: &NamedKey) -> Result<Point, OfflineError> {
    if point.point.origin != key.origin {
        return Err(OfflineError::OtherJournal(point.point.origin.clone()));
    }
    let keys: &[VerifyingKey] = std::slice::from_ref(&key.key);
    Ok(point.by(keys)?.clone())
}

/// The record that a proof is about, once it is shown to be in the journal, and the point that says so.
pub fn check_record(proof: &str, key: &NamedKey) -> Result<(Stored, Point), OfflineError> {
    let read = (proof.len() <= LONGEST).then(|| Proof::read(proof)).flatten().ok_or(OfflineError::Unreadable)?;
    let point = signed_by(&read.point, key)?;
    if read.holds() { Ok((read.record, point)) } else { Err(OfflineError::NotIncluded) }
}

/// That the journal goes on from a checkpoint that was kept. Gives the new point.
pub fn check_consistency(kept: &str, proof: &str, key: &NamedKey) -> Result<Point, OfflineError> {
    let old = check_point(kept, key)?;
    let (path, note) = consistency(proof).ok_or(OfflineError::Unreadable)?;
    let new = check_point(note, key)?;
    let ends = ((old.size, &old.root), (new.size, &new.root));
    if tree::consistent(ends.0, ends.1, &path) { Ok(new) } else { Err(OfflineError::NotConsistent) }
}

fn consistency(proof: &str) -> Option<(Vec<Digest>, &str)> {
    if proof.len() > LONGEST {
        return None;
    }
    let (head, note) = proof.split_once("\n\n")?;
    let mut lines = head.split('\n');
    (lines.next()? == CONSISTENCY).then_some(())?;
    let path: Option<Vec<Digest>> = lines.map(digest).collect();
    Some((path?, note))
}

/// Two checkpoints without a proof: they contradict one another when one size has two roots.
pub fn check_fork(one: &str, other: &str, key: &NamedKey) -> Result<(), OfflineError> {
    contradiction(&check_point(one, key)?, &check_point(other, key)?)
}

/// What an auditor has in hand, as texts.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Checkpoints of former days.
    pub kept: Vec<String>,
    /// The proof of one record.
    pub proof: Option<String>,
    /// The proof that the journal goes on from the first of `kept`.
    pub follows: Option<String>,
}

/// Judges all of it, and says what it shows, a sentence each.
pub fn check(given: &Given, key: &NamedKey) -> Result<Vec<String>, OfflineError> {
    let mut shown = Vec::new();
    for (place, kept) in given.kept.iter().enumerate() {
        let point = check_point(kept, key)?;
        given.kept[..place].iter().try_for_each(|other| check_fork(other, kept, key))?;
        shown.push(format!("the checkpoint of {} records is signed", point.size));
    }
    if let Some(proof) = &given.proof {
        let (record, point) = check_record(proof, key)?;
        let Stored { writer, sequence, event, .. } = record;
        shown.push(format!("record {sequence} of {writer} ({event}) is among the {} that are signed", point.size));
        given.kept.iter().try_for_each(|kept| contradiction(&check_point(kept, key)?, &point))?;
    }
    if let (Some(follows), Some(kept)) = (&given.follows, given.kept.first()) {
        let point = check_consistency(kept, follows, key)?;
        shown.push(format!("the {} records of today begin with those of the checkpoint that was kept", point.size));
    }
    Ok(shown)
}

fn contradiction(one: &Point, other: &Point) -> Result<(), OfflineError> {
    if one.size == other.size && one.root != other.root { Err(OfflineError::Forked(one.size)) } else { Ok(()) }
}

/// A copy of a whole journal, record by record, against a checkpoint. What no checkpoint had when it was made has no leaf.
#[derive(Debug, Default)]
pub struct Copy {
    leaves: Vec<(u64, Digest)>,
}

impl Copy {
    /// # Errors
    /// [`OfflineError::Altered`]: the record does not hash to what it says.
    pub fn add(&mut self, record: &Stored, leaf: Option<u64>) -> Result<(), OfflineError> {
        if record.computed_hash() != record.hash {
            return Err(OfflineError::Altered { writer: record.writer.clone(), sequence: record.sequence });
        }
        self.leaves.extend(leaf.map(|leaf| (leaf, tree::leaf(record.hash.as_bytes()))));
        Ok(())
    }

    /// Whether this is what was signed. Leaves after the checkpoint are not looked at.
    pub fn check(mut self, point: &Point) -> Result<(), OfflineError> {
        self.leaves.sort_unstable_by_key(|(leaf, _)| *leaf);
        let mut edge = Edge::default();
        for (leaf, hash) in self.leaves {
            if edge.size() == point.size || leaf != edge.size() {
                break;
            }
            edge.push(hash, |_, _| {});
        }
        match edge.size() == point.size {
            false => Err(OfflineError::Cut { have: edge.size(), signed: point.size }),
            true if edge.root() == point.root => Ok(()),
            true => Err(OfflineError::OtherRoot),
        }
    }
}
