//! The audit record of a service: an act is durable here before its answer leaves.
//!
//! Each process writes one hash chain of its own, so nodes never wait for one another; records that arrive together
//! are committed together; signed checkpoints join all chains, and [`verify`] finds what was altered, taken out,
//! reordered or cut off. What follows the last checkpoint is protected against alteration only by the chain, and a
//! cut that takes the last checkpoints with it shows only against their copy in the service's log (`checkpoint.hash`).
//!
//! Each checkpoint also grows one Merkle tree over the records of all chains and signs its head as a note that other programs read
//! (c2sp.org/tlog-checkpoint). Whoever keeps notes proves a cut, a rewriting or a fork later, and whoever is given the proof of one
//! record needs neither the journal nor its owner ([`check_record`]). Docs: `docs/decisions/0044`.

mod chain;
mod checkpoint;
mod committer;
mod error;
mod growth;
mod handle;
mod key;
mod note;
mod offline;
mod person;
mod prove;
mod record;
mod table;
mod tree;
mod verify;

pub use checkpoint::{Anchor, sign_now};
pub use error::JournalError;
pub use handle::{Figures, Journal, Settings};
pub use key::{CheckpointKey, CheckpointKeyError, VerifyingKey};
pub use note::{NamedKey, NoteError, Point, SignedPoint};
pub use offline::{Copy, Given, OfflineError, check, check_consistency, check_fork, check_point, check_record};
pub use person::{Wanted, of_person};
pub use prove::{ProveError, last_point, prove, prove_consistency};
pub use record::{Record, canonical};
pub use table::{Place, Stored, leaf_of, open, page, tables};
pub use verify::{Break, Verified, VerifyError, verify, verify_with};
