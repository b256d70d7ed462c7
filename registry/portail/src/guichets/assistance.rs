use std::sync::Arc;

use async_trait::async_trait;
use registry_core::contact::Restriction;
use registry_core::guichet::Guichet;
use registry_core::proposition::{PropositionId, Propositions};
use registry_core::retrait::{NouveauRetrait, NouvelleReprise};
use registry_core::support::{
    Activite, AgentSupport, DemandesGel, DossierSupport, Dossiers, GelContact, NouveauGel, SupportError,
};
use sante::IdentifiantNational;

use super::Registre;

/// What the support reads of somebody, and proposes: out of service and back (R05), contact data frozen (R04, R13).
#[async_trait]
pub trait GuichetAssistance: Send + Sync {
    async fn dossier(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
    ) -> Result<DossierSupport, SupportError>;
    async fn retirer(&self, agent: &AgentSupport, nouveau: NouveauRetrait) -> Result<PropositionId, SupportError>;
    async fn reprendre(&self, agent: &AgentSupport, nouvelle: NouvelleReprise) -> Result<PropositionId, SupportError>;
    async fn geler(&self, agent: &AgentSupport, nouveau: NouveauGel) -> Result<PropositionId, SupportError>;
    /// What people ask for, until somebody answered.
    async fn demandes_gel(&self, agent: &AgentSupport, page: u32) -> Result<DemandesGel, SupportError>;
    /// The person reads `commentaire`.
    async fn ecarter_gel(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
        commentaire: &str,
    ) -> Result<(), SupportError>;
}

#[async_trait]
impl GuichetAssistance for Registre {
    async fn dossier(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
    ) -> Result<DossierSupport, SupportError> {
        self.assistance.dossiers.lire(agent, personne).await
    }

    async fn retirer(&self, agent: &AgentSupport, nouveau: NouveauRetrait) -> Result<PropositionId, SupportError> {
        self.assistance.activite.proposer_retrait(agent, nouveau).await
    }

    async fn reprendre(&self, agent: &AgentSupport, nouvelle: NouvelleReprise) -> Result<PropositionId, SupportError> {
        self.assistance.activite.proposer_reprise(agent, nouvelle).await
    }

    async fn geler(&self, agent: &AgentSupport, nouveau: NouveauGel) -> Result<PropositionId, SupportError> {
        self.assistance.gel.proposer(agent, nouveau).await
    }

    async fn demandes_gel(&self, agent: &AgentSupport, page: u32) -> Result<DemandesGel, SupportError> {
        self.assistance.gel.demandes(agent, page).await
    }

    async fn ecarter_gel(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
        commentaire: &str,
    ) -> Result<(), SupportError> {
        self.assistance.gel.ecarter(agent, personne, commentaire).await
    }
}

/// The use cases behind it.
#[derive(Clone)]
pub struct Assistance {
    pub dossiers: Dossiers,
    pub activite: Activite,
    pub gel: GelContact,
    pub restriction: Restriction,
}

impl Assistance {
    pub fn new(guichet: &Guichet, propositions: &Arc<dyn Propositions>) -> Self {
        Self {
            dossiers: Dossiers::new(guichet.clone(), propositions.clone()),
            activite: Activite::new(guichet.clone(), propositions.clone()),
            gel: GelContact::new(guichet.clone(), propositions.clone()),
            restriction: Restriction::new(guichet.clone()),
        }
    }
}
