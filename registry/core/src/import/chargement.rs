use ambient::Timestamp;
use async_trait::async_trait;

use crate::port::{Ecritures, PortError};

/// The first file into a registry that holds nobody and no place: nothing is asked, everything is poured, by whatever
/// the engine does best. One transaction: nothing is visible, and nothing stays, before [`Chargement::valider`].
#[async_trait]
pub trait Chargement: Send {
    /// No two rows of one load have the same key.
    async fn verser(&mut self, ecritures: &Ecritures, survenu: Timestamp) -> Result<(), PortError>;
    async fn valider(self: Box<Self>) -> Result<(), PortError>;
}
