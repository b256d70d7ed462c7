use std::fmt;

use ambient::Timestamp;

ambient::typed_id! {
    /// One letter, the same at every attempt. It may be shown to the receiver: it comes back with what is returned.
    pub struct LetterId;
}

/// A letter to queue.
#[derive(Clone)]
pub struct Letter {
    pub id: LetterId,
    /// What is told: a second letter of the same origin is not queued.
    pub origin: String,
    /// Whom it concerns, as the caller names them.
    pub subject: String,
    /// In whose name it leaves; empty when in nobody's.
    pub sender: String,
    /// What the carrier reads. It is emptied once delivered.
    pub content: String,
    pub queued_at: Timestamp,
    /// It does not leave earlier.
    pub not_before: Timestamp,
}

/// A letter that this node carries now.
#[derive(Clone)]
pub struct Leased {
    pub id: LetterId,
    pub subject: String,
    pub content: String,
    pub queued_at: Timestamp,
    /// This one included.
    pub attempts: u32,
}

/// A letter as it can be asked about: without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub id: LetterId,
    pub origin: String,
    pub subject: String,
    pub sender: String,
    pub state: State,
    pub attempts: u32,
    /// The receiver's last word.
    pub said: Option<String>,
    pub queued_at: Timestamp,
    /// `None` while it waits.
    pub settled_at: Option<Timestamp>,
}

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// For its first attempt or another.
    Waiting,
    /// The receiver took it.
    Delivered,
    /// Nobody took it for as long as it was tried; it is kept, and can be sent again.
    Dead,
    /// Nobody lives there: refused at the door, or come back later.
    Returned,
    /// It came back, and somebody has seen to it.
    Cleared,
}

impl State {
    /// As it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
            Self::Returned => "returned",
            Self::Cleared => "cleared",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Waiting, Self::Delivered, Self::Dead, Self::Returned, Self::Cleared]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// The content may name people.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl fmt::Debug for Leased {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Leased").field("id", &self.id).field("attempts", &self.attempts).finish_non_exhaustive()
    }
}
