use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::Retrait;
use crate::port::PortError;

/// What a chantier writes of periods out of service, and of the instants at which they begin and end.
#[async_trait]
pub trait Ecrits: Send {
    /// One more, decided at `le`. Those that are there stay.
    async fn retirer(
        &mut self,
        personne: &IdentifiantNational,
        retrait: &Retrait,
        le: Timestamp,
    ) -> Result<(), PortError>;
    /// From `des` on none holds; what has not begun by then never will.
    async fn reprendre(
        &mut self,
        personne: &IdentifiantNational,
        des: Timestamp,
        le: Timestamp,
    ) -> Result<(), PortError>;
    /// Whether a death is in force at `le`.
    async fn decedee(&mut self, personne: &IdentifiantNational, le: Timestamp) -> Result<bool, PortError>;
    /// Takes at most `limite` instants that came by `maintenant` off the list, the oldest first.
    async fn bascules(
        &mut self,
        maintenant: Timestamp,
        limite: u32,
    ) -> Result<Vec<(IdentifiantNational, Timestamp)>, PortError>;
}
