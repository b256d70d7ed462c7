use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::en_service::Service;
use registry_core::grades::AgentGrades;
use registry_core::page::{Page, Repere};
use registry_core::port::PortError;
use registry_core::profession_demandee::{
    FiltreProfessions, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Relais,
};
use sante::IdentifiantNational;

use super::Registre;

/// For the agents of a GRADeS: requests for professions of its regions (ROL-09).
#[async_trait]
pub trait GuichetGrades: Send + Sync {
    /// Who signed in, if a GRADeS declares them.
    fn agent_grades(&self, identifiant: &IdentifiantNational) -> Result<AgentGrades, ProfessionError>;
    /// Whether they serve at this instant.
    async fn sert_au_grades(&self, agent: &AgentGrades, le: Timestamp) -> Result<bool, PortError>;
    async fn de_la_region(
        &self,
        agent: &AgentGrades,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError>;
    async fn ouvrir_au_grades(
        &self,
        agent: &AgentGrades,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError>;
    /// `vue`: the request and the version that the page showed.
    async fn relayer(
        &self,
        agent: &AgentGrades,
        vue: (&ProfessionDemandeeId, u32),
        relais: Relais,
    ) -> Result<(), ProfessionError>;
}

#[async_trait]
impl GuichetGrades for Registre {
    fn agent_grades(&self, identifiant: &IdentifiantNational) -> Result<AgentGrades, ProfessionError> {
        self.groupements.agent(identifiant).ok_or(ProfessionError::GradesReserve)
    }

    async fn sert_au_grades(&self, agent: &AgentGrades, le: Timestamp) -> Result<bool, PortError> {
        let service = agent.en_service_au(self.registre.as_ref(), le).await?;
        Ok(service == Service::Ouvert)
    }

    async fn de_la_region(
        &self,
        agent: &AgentGrades,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        self.professions.de_la_region(agent, filtre, apres).await
    }

    async fn ouvrir_au_grades(
        &self,
        agent: &AgentGrades,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError> {
        self.professions.ouvrir_au_grades(agent, id).await
    }

    async fn relayer(
        &self,
        agent: &AgentGrades,
        vue: (&ProfessionDemandeeId, u32),
        relais: Relais,
    ) -> Result<(), ProfessionError> {
        self.professions.relayer(agent, vue, relais).await
    }
}
