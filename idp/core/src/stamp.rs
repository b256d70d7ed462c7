//! Durable *not-before* stamps: one write refuses everything that was issued earlier for a person, a situation, a means,
//! a session, a client, a grant or one token.

use ambient::Timestamp;
use async_trait::async_trait;

use crate::port::PortError;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    pub kind: SubjectKind,
    pub id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    Personne,
    Situation,
    Moyen,
    Session,
    Client,
    Grant,
    Token,
}

impl SubjectKind {
    /// The word under which it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Personne => "personne",
            Self::Situation => "situation",
            Self::Moyen => "moyen",
            Self::Session => "session",
            Self::Client => "client",
            Self::Grant => "grant",
            Self::Token => "token",
        }
    }

    pub fn of(self, id: impl ToString) -> Subject {
        Subject { kind: self, id: id.to_string() }
    }
}

#[async_trait]
pub trait Stamps: Send + Sync {
    /// Raises the stamp; it never goes back.
    async fn raise(&self, subject: &Subject, at: Timestamp) -> Result<(), PortError>;
    /// The latest stamp among `subjects`, `None` when none was ever raised.
    async fn latest(&self, subjects: &[Subject]) -> Result<Option<Timestamp>, PortError>;
}
