use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::{SecurityEvent, StreamId};
use crate::logout::Notice;
use crate::port::PortError;
use crate::session::SessionId;

ambient::typed_id! {
    /// The `jti` of the security event token, the same at every attempt: a UUID.
    pub struct SignalId;
}

/// One event for one stream, until its receiver has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub id: SignalId,
    /// What it tells, unique: nobody hears the same thing twice.
    pub origin: String,
    pub stream: StreamId,
    pub event: SecurityEvent,
    pub queued_at: Timestamp,
    pub attempts: u32,
    /// When it is pushed next; while a node pushes, the end of its lease.
    pub next_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalState {
    Waiting,
    Delivered,
    /// The receiver answered that it does not take it.
    Refused,
    GivenUp,
}

impl SignalState {
    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
        }
    }
}

/// What an attempt, or an acknowledgement, came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    pub state: SignalState,
    pub at: Timestamp,
    pub next_at: Timestamp,
}

#[async_trait]
pub trait SignalOutbox: Send + Sync {
    /// Whole or absent; what was queued before with the same origin stays as it is.
    async fn queue(&self, signals: &[Signal]) -> Result<(), PortError>;
    /// Waiting signals of enabled push streams whose time has come, so many a stream at most, the oldest first.
    async fn to_push(&self, now: Timestamp, a_stream: u32, at_most: u32) -> Result<Vec<Signal>, PortError>;
    /// Waiting signals of one stream, the oldest first.
    async fn waiting(&self, stream: &StreamId, at_most: u32) -> Result<Vec<Signal>, PortError>;
    /// Takes a signal for one attempt, until `lease`. `false`: another node has it, or it waits no more.
    async fn claim(&self, seen: &Signal, lease: Timestamp) -> Result<bool, PortError>;
    /// Only while it waits, and only on its own stream. `false`: neither.
    async fn settle(&self, stream: &StreamId, id: &SignalId, delivered: &Delivered) -> Result<bool, PortError>;

    /// Streams for which more signals wait than this: nobody comes for them.
    async fn overfull(&self, held: u32) -> Result<Vec<StreamId>, PortError>;
    /// Forgets the oldest of those that wait, beyond this many; how many there were.
    async fn forget_oldest(&self, stream: &StreamId, held: u32) -> Result<u64, PortError>;

    /// Notices of ended sessions that no stream was looked up for yet.
    async fn unheard(&self, at_most: u32) -> Result<Vec<Notice>, PortError>;
    /// The signals of a notice, and that it was heard, in one transaction.
    async fn heard(&self, notice: &Notice, signals: &[Signal]) -> Result<(), PortError>;
    /// The sessions of a person that some client has, or had lately, a grant of.
    async fn sessions_of(&self, personne: &IdentifiantNational) -> Result<Vec<SessionId>, PortError>;
}
