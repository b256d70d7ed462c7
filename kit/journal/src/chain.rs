use ambient::Timestamp;
use aws_lc_rs::digest::{Context, SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::table::Stored;

/// The last link of one writer's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub sequence: i64,
    pub hash: String,
}

/// What a caller told, with its time, ready to be linked.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub at: Timestamp,
    pub event: String,
    pub origin: Option<String>,
    /// Canonical JSON.
    pub fields: String,
}

impl Head {
    /// Before the first record: a link that only this writer has.
    pub fn first(writer: &str) -> Self {
        Self { sequence: 0, hash: hash("caducee.journal.first.1", &[writer.as_bytes()]) }
    }

    pub fn link(&self, writer: &str, told: &Told) -> Stored {
        let mut linked = Stored {
            writer: writer.to_owned(),
            sequence: self.sequence + 1,
            previous: self.hash.clone(),
            origin: told.origin.clone(),
            at: told.at.millis(),
            event: told.event.clone(),
            fields: told.fields.clone(),
            hash: String::new(),
        };
        linked.hash = linked.computed_hash();
        linked
    }
}

impl Stored {
    /// The hash that the other columns give.
    pub(crate) fn computed_hash(&self) -> String {
        let origin = self.origin.as_deref().map_or_else(|| "-".to_owned(), |origin| format!("+{origin}"));
        hash(
            "caducee.journal.record.1",
            &[
                self.previous.as_bytes(),
                self.writer.as_bytes(),
                &self.sequence.to_be_bytes(),
                &self.at.to_be_bytes(),
                origin.as_bytes(),
                self.event.as_bytes(),
                self.fields.as_bytes(),
            ],
        )
    }

    pub(crate) fn head(&self) -> Head {
        Head { sequence: self.sequence, hash: self.hash.clone() }
    }
}

/// SHA-256 in base64url over parts that cannot run into one another: each is preceded by its length.
pub(crate) fn hash(purpose: &str, parts: &[&[u8]]) -> String {
    let mut context = Context::new(&SHA256);
    for part in [purpose.as_bytes()].iter().chain(parts) {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    URL_SAFE_NO_PAD.encode(context.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_counts_in_the_hash() {
        let told = Told { at: Timestamp::from_millis(1), event: "e".into(), origin: None, fields: "{}".into() };
        let link = Head::first("a").link("a", &told);
        let changes: [fn(&mut Stored); 7] = [
            |link| link.writer.push('x'),
            |link| link.sequence += 1,
            |link| link.previous.push('x'),
            |link| link.origin = Some(String::new()),
            |link| link.at += 1,
            |link| link.event.push('x'),
            |link| link.fields.push(' '),
        ];
        for change in changes {
            let mut changed = link.clone();
            change(&mut changed);
            assert_ne!(changed.computed_hash(), link.hash, "{changed:?}");
        }
    }

    #[test]
    fn parts_do_not_run_into_one_another() {
        assert_ne!(hash("p", &[b"ab", b"c"]), hash("p", &[b"a", b"bc"]));
    }
}
