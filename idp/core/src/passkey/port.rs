use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::{Passkey, PasskeyId, Used};
use crate::port::PortError;

/// What became of a passkey that was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    Yes,
    /// A passkey with this identifier is or was somebody's.
    Known,
    /// The person has as many as the limit allows.
    TooMany,
}

#[async_trait]
pub trait Passkeys: Send + Sync {
    /// Adds it unless the person has `most` already, in one transaction.
    async fn add(&self, passkey: &Passkey, most: u32) -> Result<Added, PortError>;
    /// Removed ones too: who holds one is told so.
    async fn passkey(&self, id: &PasskeyId) -> Result<Option<Passkey>, PortError>;
    /// Those that are not removed, the oldest first.
    async fn of_person(&self, personne: &IdentifiantNational) -> Result<Vec<Passkey>, PortError>;
    /// Notes a use in one statement. `false`: removed meanwhile, or the counter is not above the one that is there (both 0:
    /// a device that does not count).
    async fn used(&self, id: &PasskeyId, used: &Used, at: Timestamp) -> Result<bool, PortError>;
    /// `false`: not a passkey of this person, or removed before.
    async fn remove(&self, personne: &IdentifiantNational, id: &PasskeyId, at: Timestamp) -> Result<bool, PortError>;
}
