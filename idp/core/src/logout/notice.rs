use ambient::{Seconds, Timestamp};
use async_trait::async_trait;

use crate::client::ClientId;
use crate::port::PortError;
use crate::session::SessionId;

ambient::typed_id! {
    /// The `jti` of the logout token, the same at every attempt (OpenID Connect Back-Channel Logout 1.0 §2.4): a UUID.
    pub struct NoticeId;
}

/// One client, told once that a session is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    /// What it tells, unique: `session:<sid>:<client>` or `situation:<grant>`.
    pub origin: String,
    pub session: SessionId,
    pub client: ClientId,
    /// `sub`, as the client knows the person.
    pub subject: String,
    pub queued_at: Timestamp,
    pub state: NoticeState,
    pub attempts: u32,
    /// When it is sent next. A node that sends moves this on first: nobody else sends meanwhile.
    pub next_at: Timestamp,
    /// What the client answered last, as an HTTP status.
    pub status: Option<u16>,
    /// The receipt: when the client answered, or when nothing more was to be tried.
    pub settled_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeState {
    /// To be sent, for the first time or again.
    Waiting,
    /// 200 or 204.
    Answered,
    /// 400: the client does not take this token; §2.8 knows no second try.
    Refused,
    /// Every attempt failed, or the address is none that we call.
    GivenUp,
    /// The client registered no back-channel address: nothing is sent.
    Unaddressed,
}

impl NoticeState {
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Answered, Self::Refused, Self::GivenUp, Self::Unaddressed];

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::Unaddressed => "unaddressed",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub state: NoticeState,
    /// `None`: no answer came.
    pub status: Option<u16>,
    pub at: Timestamp,
    /// The next try, where there is one.
    pub next_at: Timestamp,
}

/// A session of which some client holds a grant, from the first grant to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    pub session: SessionId,
    /// When somebody looks whether it is over. A stamp on its person, its means or one of its situations sets it to now.
    pub look_at: Timestamp,
}

/// However much is believed of a session, it is looked at again after this: a presence store that forgot everything is
/// noticed as soon.
pub const LOOK: Seconds = Seconds::minutes(5);

/// Which sessions are to be watched, and who is told of their end. Sessions enter with their first grant, in its
/// transaction; whoever was told of an origin is not told again.
#[async_trait]
pub trait Notices: Send + Sync {
    /// The session is over: watched no more, its notices queued; whole or absent.
    async fn close_session(&self, session: &SessionId, at: Timestamp, notices: &[Notice]) -> Result<(), PortError>;
    /// Queues what is told of a session that goes on.
    async fn queue(&self, notices: &[Notice]) -> Result<(), PortError>;
    /// What was queued for a session, in the order of its queueing.
    async fn notices_of(&self, session: &SessionId) -> Result<Vec<Notice>, PortError>;
    /// Waiting notices whose time has come, so many a client at most, the oldest first.
    async fn due(&self, now: Timestamp, a_client: u32, at_most: u32) -> Result<Vec<Notice>, PortError>;
    /// Takes a notice for one attempt, until `lease`. `false`: another node has it, or it waits no more.
    async fn claim(&self, seen: &Notice, lease: Timestamp) -> Result<bool, PortError>;
    /// Writes what an attempt came to, unless the notice was settled meanwhile.
    async fn settle(&self, notice: &NoticeId, attempt: &Attempt) -> Result<(), PortError>;

    /// Sessions to be looked at, the longest waiting first.
    async fn to_look_at(&self, now: Timestamp, at_most: u32) -> Result<Vec<Followed>, PortError>;
    /// Looks away until `next`. `false`: another node took it, or a stamp rang meanwhile.
    async fn look_again(&self, seen: &Followed, next: Timestamp) -> Result<bool, PortError>;
}
