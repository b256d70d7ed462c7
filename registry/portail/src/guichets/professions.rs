use async_trait::async_trait;
use registry_core::idempotence::CleIdempotence;
use registry_core::profession_demandee::{
    NouvelleProfession, ProfessionDemandee, ProfessionDemandeeId, ProfessionError,
};
use sante::IdentifiantNational;

use super::Registre;

/// Professions that the list has not got (ROL-09).
#[async_trait]
pub trait GuichetProfessions: Send + Sync {
    async fn demander(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleProfession,
    ) -> Result<ProfessionDemandeeId, ProfessionError>;
    /// Those of the agent's establishments, newest first.
    async fn demandees(&self, agent: &IdentifiantNational) -> Result<Vec<ProfessionDemandee>, ProfessionError>;
}

#[async_trait]
impl GuichetProfessions for Registre {
    async fn demander(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleProfession,
    ) -> Result<ProfessionDemandeeId, ProfessionError> {
        self.professions.demander(agent, cle, nouvelle).await
    }

    async fn demandees(&self, agent: &IdentifiantNational) -> Result<Vec<ProfessionDemandee>, ProfessionError> {
        self.professions.miennes(agent).await
    }
}
