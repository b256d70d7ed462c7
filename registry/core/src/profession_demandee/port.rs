use async_trait::async_trait;
use sante::Finess;

use super::{FiltreProfessions, ProfessionDemandee, ProfessionDemandeeId};
use crate::page::Tranche;
use crate::port::PortError;

/// Requests for professions inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    async fn profession_demandee(&mut self, id: &ProfessionDemandeeId)
    -> Result<Option<ProfessionDemandee>, PortError>;
    /// Those that were put together with this one.
    async fn professions_reunies_a(&mut self, id: &ProfessionDemandeeId) -> Result<Vec<ProfessionDemandee>, PortError>;
    /// Codes of the accepted ones.
    async fn codes_retenus(&mut self) -> Result<Vec<String>, PortError>;
    async fn ecrire_profession_demandee(&mut self, demandee: &ProfessionDemandee) -> Result<(), PortError>;
}

/// Whose requests a list is made of.
#[derive(Clone, Copy, Debug)]
pub enum Portee<'a> {
    /// Of these establishments, those that were put together included.
    Structures(&'a [Finess]),
    /// Of the establishments whose FINESS number begins so.
    Regions(&'a [String]),
    Toutes,
}

/// The same, for pages: open ones oldest first, others newest first.
#[async_trait]
pub trait ProfessionsDemandees: Send + Sync {
    async fn lister_professions(
        &self,
        portee: Portee<'_>,
        filtre: &FiltreProfessions,
        tranche: Tranche<'_>,
    ) -> Result<Vec<ProfessionDemandee>, PortError>;
    /// How many lines the whole list has.
    async fn compter_professions(&self, portee: Portee<'_>, filtre: &FiltreProfessions) -> Result<u32, PortError>;
    async fn profession_lue(&self, id: &ProfessionDemandeeId) -> Result<Option<ProfessionDemandee>, PortError>;
}
