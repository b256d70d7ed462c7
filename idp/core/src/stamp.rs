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

/// Something rests on `subject` since `from`: a stamp at that time or later ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    pub subject: Subject,
    pub from: Timestamp,
}

impl Subject {
    pub fn since(self, from: Timestamp) -> Since {
        Since { subject: self, from }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    Personne,
    Situation,
    Moyen,
    /// A card that left its reader, by the name of the means: only what wants the card there rests on it.
    Retrait,
    /// Activations of an e-CPS, by the person: none that was asked for before enrols a phone.
    Activation,
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
            Self::Retrait => "retrait",
            Self::Activation => "activation",
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
    /// Whether the stamp of one of them was raised, each at its own time or later. One question however many they are.
    async fn raised(&self, among: &[Since]) -> Result<bool, PortError>;
}
