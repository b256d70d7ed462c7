//! What an auditor keeps: the head of the tree as a signed note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), three lines and a
//! signature that other people's programs read too.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::{CheckpointKey, VerifyingKey};
use crate::tree::Digest;

/// Octets of the longest note that is read: three lines and sixteen signatures.
const LONGEST: usize = 16 * 1_024;

/// So many leaves, and their root, in this log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The log's name: a host and a path, without space or plus.
    pub origin: String,
    pub size: u64,
    pub root: Digest,
}

/// A point as somebody signed it. Worth nothing before [`SignedPoint::by`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedPoint {
    pub point: Point,
    note: String,
    signatures: Vec<Signature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Signature {
    name: String,
    id: [u8; 4],
    octets: Vec<u8>,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("this is no checkpoint: it has a name, a size, a root and a signature (c2sp.org/tlog-checkpoint)")]
    Unreadable,
    #[error("no known key signed this checkpoint, under the name of its journal")]
    UnknownKey,
    #[error("the checkpoint is not what its key signed")]
    Forged,
}

impl Point {
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    pub(crate) fn signed(self, key: &CheckpointKey) -> SignedPoint {
        let text = self.text();
        let signature = Signature {
            name: self.origin.clone(),
            id: key.verifying().note_id(&self.origin),
            octets: key.sign_note(&text),
        };
        let shown = STANDARD.encode([signature.id.as_slice(), &signature.octets].concat());
        let note = format!("{text}\n— {} {shown}\n", self.origin);
        SignedPoint { point: self, note, signatures: vec![signature] }
    }
}

impl SignedPoint {
    /// Reads the three lines and the signatures; lines that follow the root are kept under the signature and not looked at.
    pub fn read(note: &str) -> Result<Self, NoteError> {
        let control = |sign: char| sign.is_control() && sign != '\n';
        if note.len() > LONGEST || note.contains(control) {
            return Err(NoteError::Unreadable);
        }
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Unreadable)?;
        let mut lines = text.split('\n');
        let point = point(&mut lines).ok_or(NoteError::Unreadable)?;
        let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Unreadable)?;
        let signatures: Option<Vec<_>> = signatures.split('\n').map(signature).collect();
        Ok(Self { point, note: note.to_owned(), signatures: signatures.ok_or(NoteError::Unreadable)? })
    }

    /// The point, once one of these keys is shown to have signed it under the log's own name.
    pub fn by(&self, keys: &[VerifyingKey]) -> Result<&Point, NoteError> {
        let mine = |signature: &&Signature| signature.name == self.point.origin;
        let text = self.note.rsplit_once("\n\n").map_or("", |(text, _)| text);
        let mut known = false;
        for signature in self.signatures.iter().filter(mine) {
            for key in keys.iter().filter(|key| key.note_id(&self.point.origin) == signature.id) {
                known = true;
                if !key.accepts_note(&format!("{text}\n"), &signature.octets) {
                    return Err(NoteError::Forged);
                }
            }
        }
        if known { Ok(&self.point) } else { Err(NoteError::UnknownKey) }
    }

    pub fn note(&self) -> &str {
        &self.note
    }
}

fn point<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<Point> {
    let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
    let plain = size == "0" || size.bytes().all(|digit| digit.is_ascii_digit()) && !size.starts_with('0');
    let size = plain.then(|| size.parse().ok())??;
    (named(origin) && lines.all(|line| !line.is_empty()))
        .then(|| Some(Point { origin: origin.to_owned(), size, root: digest(root)? }))?
}

fn named(name: &str) -> bool {
    !name.is_empty() && !name.contains(|sign: char| sign.is_whitespace() || sign == '+')
}

fn signature(line: &str) -> Option<Signature> {
    let (name, octets) = line.strip_prefix("— ")?.split_once(' ')?;
    let octets = STANDARD.decode(octets).ok().filter(|_| named(name))?;
    let (id, octets) = octets.split_first_chunk()?;
    Some(Signature { name: name.to_owned(), id: *id, octets: octets.to_vec() })
}

/// 32 octets in base64.
pub(crate) fn digest(text: &str) -> Option<Digest> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// The same, written.
pub(crate) fn base64(digest: &Digest) -> String {
    STANDARD.encode(digest)
}

/// A key under the name of a log, as it is handed out: `name+id+key` (golang.org/x/mod/sumdb/note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedKey {
    pub origin: String,
    pub key: VerifyingKey,
}

impl NamedKey {
    /// The text, one line.
    pub fn told(&self) -> String {
        let id: String = self.key.note_id(&self.origin).iter().map(|octet| format!("{octet:02x}")).collect();
        format!("{}+{id}+{}", self.origin, STANDARD.encode(self.key.note_key()))
    }

    /// `None`: no such line, or the key is not the one that its identifier names.
    pub fn read(text: &str) -> Option<Self> {
        let (origin, rest) = text.trim().split_once('+')?;
        let (_, key) = rest.split_once('+')?;
        let octets = STANDARD.decode(key).ok()?;
        let (kind, key) = octets.split_first()?;
        let key = VerifyingKey::from_base64(&STANDARD.encode(key)).ok().filter(|_| *kind == 1 && named(origin))?;
        let named = Self { origin: origin.to_owned(), key };
        (named.told() == text.trim()).then_some(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> CheckpointKey {
        CheckpointKey::from_bytes(&[seed; 32]).unwrap()
    }

    fn signed() -> SignedPoint {
        Point { origin: "registre.example/journal".to_owned(), size: 20, root: [9; 32] }.signed(&key(1))
    }

    #[test]
    fn a_checkpoint_is_believed_from_its_key_under_its_name_alone() {
        let read = SignedPoint::read(signed().note()).unwrap();
        assert_eq!(read, signed());
        assert_eq!(read.by(&[key(2).verifying(), key(1).verifying()]).unwrap().size, 20);
        assert_eq!(read.by(&[key(2).verifying()]), Err(NoteError::UnknownKey));
        let renamed = signed().note().replacen("registre.example", "autre.example", 1);
        assert_eq!(SignedPoint::read(&renamed).unwrap().by(&[key(1).verifying()]), Err(NoteError::UnknownKey));
    }

    #[test]
    fn a_forged_checkpoint_is_told() {
        let note = signed().note().to_owned();
        for (from, to) in [("\n20\n", "\n21\n"), ("CQkJ", "CQkK"), ("\n\n", "\nmore\n\n")] {
            let forged = note.replacen(from, to, 1);
            assert_ne!(forged, note);
            assert_eq!(
                SignedPoint::read(&forged).unwrap().by(&[key(1).verifying()]),
                Err(NoteError::Forged),
                "{forged}"
            );
        }
    }

    #[test]
    fn what_is_no_checkpoint_is_not_read() {
        let note = signed().note().to_owned();
        let mut wrong =
            vec![String::new(), "a".repeat(LONGEST + 1), note.replace("\n\n", "\n"), note.replace("\n20\n", "\n020\n")];
        wrong.push(note.replace("\n20\n", "\n-1\n"));
        wrong.push(note.replace("— ", "- "));
        wrong.push(note.replace("registre.example", "registre example"));
        wrong.push(note.trim_end().to_owned());
        wrong.push(note.replace("\n20\n", "\n20\r\n"));
        for text in wrong {
            assert_eq!(SignedPoint::read(&text), Err(NoteError::Unreadable), "{text:?}");
        }
    }

    #[test]
    fn a_key_is_handed_out_with_its_name_and_read_back() {
        let mine = NamedKey { origin: "registre.example/journal".to_owned(), key: key(1).verifying() };
        assert_eq!(NamedKey::read(&format!("{}\n", mine.told())), Some(mine.clone()));
        let other = NamedKey { key: key(2).verifying(), ..mine.clone() }.told();
        let (_, foreign) = other.rsplit_once('+').unwrap();
        let (named, _) = mine.told().rsplit_once('+').map(|(named, key)| (named.to_owned(), key.to_owned())).unwrap();
        assert_eq!(NamedKey::read(&format!("{named}+{foreign}")), None, "the identifier is of another key");
    }
}
