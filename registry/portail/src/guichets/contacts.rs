use async_trait::async_trait;
use registry_core::avis::Sujet;
use registry_core::contact::{ContactError, CorrectionOuverte, MailRevenu, NouvelleCorrection};
use registry_core::proposition::PropositionId;
use sante::IdentifiantNational;

use super::Registre;

/// Contact data, as the gestionnaires of a structure see to them before a first activation.
#[async_trait]
pub trait GuichetContacts: Send + Sync {
    /// Mails that came back.
    async fn revenus(&self, agent: &IdentifiantNational) -> Result<Vec<MailRevenu>, ContactError>;
    /// Those about this subject ask for nothing more.
    async fn ecarter(&self, agent: &IdentifiantNational, sujet: &Sujet) -> Result<(), ContactError>;
    /// Corrections that wait for a second gestionnaire.
    async fn a_confirmer(&self, agent: &IdentifiantNational) -> Result<Vec<CorrectionOuverte>, ContactError>;
    async fn corriger(
        &self,
        agent: &IdentifiantNational,
        nouvelle: &NouvelleCorrection,
    ) -> Result<PropositionId, ContactError>;
    async fn confirmer(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError>;
    async fn abandonner(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError>;
}

#[async_trait]
impl GuichetContacts for Registre {
    async fn revenus(&self, agent: &IdentifiantNational) -> Result<Vec<MailRevenu>, ContactError> {
        self.contacts.revenus(agent).await
    }

    async fn ecarter(&self, agent: &IdentifiantNational, sujet: &Sujet) -> Result<(), ContactError> {
        self.contacts.ecarter(agent, sujet).await
    }

    async fn a_confirmer(&self, agent: &IdentifiantNational) -> Result<Vec<CorrectionOuverte>, ContactError> {
        self.contacts.a_confirmer(agent).await
    }

    async fn corriger(
        &self,
        agent: &IdentifiantNational,
        nouvelle: &NouvelleCorrection,
    ) -> Result<PropositionId, ContactError> {
        self.correction.proposer(agent, nouvelle).await
    }

    async fn confirmer(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError> {
        self.correction.confirmer(agent, id).await
    }

    async fn abandonner(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError> {
        self.correction.retirer(agent, id).await
    }
}
