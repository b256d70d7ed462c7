//! Shared Signals transmitter (OpenID Shared Signals Framework 1.0, CAEP 1.0): clients that ask for it hear, as security
//! event tokens (RFC 8417), what ends or changes the access of the people who have a grant with them, and of nobody else.

mod event;
mod heard;
mod manage;
mod outbox;
mod poll;
mod refusal;
mod set;
mod source;
mod stream;
mod subjects;
mod transmit;

pub use event::{Change, SignalEvent};
pub use heard::Heard;
pub use manage::{ManageDeps, Streaming, Verb};
pub use outbox::{Delivered, Signal, SignalId, SignalOutbox, SignalState};
pub use poll::{Asked, Handed};
pub use refusal::SignalRefusal;
pub use set::{SecurityEvent, SubjectId};
pub use source::{Ear, SignalDeps, Signals};
pub use stream::{Method, Status, Stream, StreamId, Streams};
pub use subjects::SubjectWish;
pub use transmit::{Transmission, TransmissionDeps};

/// The purpose of a legal person (`client_credentials`) that lets a client manage its stream and read it.
pub const SCOPE: &str = "ssf.manage";

#[cfg(test)]
mod tests;
