//! How far the provider has read the registry's events.

use ambient::Timestamp;
use annuaire::Numero;
use async_trait::async_trait;

use crate::port::PortError;
use crate::stamp::Subject;

#[async_trait]
pub trait Cursor: Send + Sync {
    /// The last event whose effect is stored; zero at the beginning.
    async fn position(&self) -> Result<Numero, PortError>;
    /// Raises the stamps and moves the cursor from `from` to `to` in one transaction. `false`: another node moved it first.
    async fn advance(&self, from: Numero, to: Numero, stamps: &[(Subject, Timestamp)]) -> Result<bool, PortError>;
}
