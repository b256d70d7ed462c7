use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::EtatCivil;
use registry_core::en_service::Service;
use registry_core::page::{Page, Repere};
use registry_core::port::PortError;
use registry_core::profession_demandee::{
    AvisSaisi, FiltreProfessions, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Suite,
};
use registry_core::proposition::{Proposition, PropositionId};
use registry_core::support::{AgentSupport, Concernant, EtatCivilPropose, SupportError};
use sante::IdentifiantNational;

use super::Registre;

/// For the support of the ANS. Whoever is not of the team gets nothing.
#[async_trait]
pub trait GuichetSupport: Send + Sync {
    /// Who signed in, if they are of the team.
    fn agent(&self, identifiant: &IdentifiantNational) -> Result<AgentSupport, SupportError>;
    /// Whether they serve at this instant.
    async fn sert(&self, agent: &AgentSupport, le: Timestamp) -> Result<bool, PortError>;
    async fn etat_civil(&self, agent: &AgentSupport, personne: &IdentifiantNational)
    -> Result<EtatCivil, SupportError>;
    async fn proposer(&self, agent: &AgentSupport, propose: EtatCivilPropose) -> Result<PropositionId, SupportError>;
    async fn confirmer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError>;
    async fn abandonner(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError>;
    /// What waits for a second agent, and about whom.
    async fn ouvertes(&self, agent: &AgentSupport) -> Result<Vec<Concernant<Proposition>>, SupportError>;
    async fn professions(
        &self,
        agent: &AgentSupport,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError>;
    async fn ouvrir_profession(
        &self,
        agent: &AgentSupport,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError>;
    /// What a partner of the ANS said. `vue`: the request and the version that the page showed.
    async fn recueillir(
        &self,
        agent: &AgentSupport,
        vue: (&ProfessionDemandeeId, u32),
        avis: &AvisSaisi,
    ) -> Result<(), ProfessionError>;
    /// `vue`: the request and the version that the page showed.
    async fn avancer(
        &self,
        agent: &AgentSupport,
        vue: (&ProfessionDemandeeId, u32),
        suite: Suite,
    ) -> Result<(), ProfessionError>;
}

#[async_trait]
impl GuichetSupport for Registre {
    fn agent(&self, identifiant: &IdentifiantNational) -> Result<AgentSupport, SupportError> {
        self.equipe.agent(identifiant).ok_or(SupportError::Reserve)
    }

    async fn sert(&self, agent: &AgentSupport, le: Timestamp) -> Result<bool, PortError> {
        let service = agent.en_service_au(self.registre.as_ref(), le).await?;
        Ok(service == Service::Ouvert)
    }

    async fn etat_civil(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
    ) -> Result<EtatCivil, SupportError> {
        self.etat_civil.lire(agent, personne).await
    }

    async fn proposer(&self, agent: &AgentSupport, propose: EtatCivilPropose) -> Result<PropositionId, SupportError> {
        self.etat_civil.proposer_saisi(agent, propose).await
    }

    async fn confirmer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        self.etat_civil.confirmer(agent, id).await
    }

    async fn abandonner(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        self.etat_civil.retirer(agent, id).await
    }

    async fn ouvertes(&self, agent: &AgentSupport) -> Result<Vec<Concernant<Proposition>>, SupportError> {
        self.etat_civil.ouvertes(agent).await
    }

    async fn professions(
        &self,
        agent: &AgentSupport,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        self.professions.toutes(agent, filtre, apres).await
    }

    async fn ouvrir_profession(
        &self,
        agent: &AgentSupport,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError> {
        self.professions.ouvrir(agent, id).await
    }

    async fn recueillir(
        &self,
        agent: &AgentSupport,
        vue: (&ProfessionDemandeeId, u32),
        avis: &AvisSaisi,
    ) -> Result<(), ProfessionError> {
        self.professions.recueillir(agent, vue, avis).await
    }

    async fn avancer(
        &self,
        agent: &AgentSupport,
        vue: (&ProfessionDemandeeId, u32),
        suite: Suite,
    ) -> Result<(), ProfessionError> {
        self.professions.avancer(agent, vue, suite).await
    }
}
