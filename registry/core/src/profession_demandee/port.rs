use async_trait::async_trait;
use sante::Finess;

use super::{ProfessionDemandee, ProfessionDemandeeId};
use crate::port::PortError;

/// Requests for professions inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    async fn profession_demandee(&mut self, id: &ProfessionDemandeeId)
    -> Result<Option<ProfessionDemandee>, PortError>;
    async fn ecrire_profession_demandee(&mut self, demandee: &ProfessionDemandee) -> Result<(), PortError>;
}

/// The same, for pages.
#[async_trait]
pub trait ProfessionsDemandees: Send + Sync {
    /// Of these structures, newest first.
    async fn demandees(&self, structures: &[Finess], limite: u32) -> Result<Vec<ProfessionDemandee>, PortError>;
    /// Everybody's that nobody decided, oldest first.
    async fn a_decider(&self, limite: u32) -> Result<Vec<ProfessionDemandee>, PortError>;
}
