//! The audit record of a service: an act is durable here before its answer leaves.
//!
//! Each process writes one hash chain of its own, so nodes never wait for one another; records that arrive together
//! are committed together; signed checkpoints join all chains, and [`verify`] finds what was altered, taken out,
//! reordered or cut off. What follows the last checkpoint is protected against alteration only by the chain, and a
//! cut that takes the last checkpoints with it shows only against their copy in the service's log (`checkpoint.hash`).

mod chain;
mod checkpoint;
mod committer;
mod error;
mod handle;
mod key;
mod person;
mod record;
mod table;
mod verify;

pub use checkpoint::Anchor;
pub use error::JournalError;
pub use handle::{Figures, Journal, Settings};
pub use key::{CheckpointKey, CheckpointKeyError, VerifyingKey};
pub use person::{Wanted, of_person};
pub use record::Record;
pub use table::{Place, Stored, open, page};
pub use verify::{Break, Verified, VerifyError, verify};
