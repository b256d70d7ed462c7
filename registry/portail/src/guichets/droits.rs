use async_trait::async_trait;
use registry_core::habilitation::{HabilitationError, HabilitationId, Niveau, NouvelleDesignation};
use registry_core::idempotence::CleIdempotence;
use sante::IdentifiantNational;

use super::Registre;

/// Who may act for a structure (GES-01 to GES-04).
#[async_trait]
pub trait GuichetDroits: Send + Sync {
    async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<Niveau>, HabilitationError>;
    async fn designer(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleDesignation,
    ) -> Result<HabilitationId, HabilitationError>;
    /// Whether the registry has an address to write to.
    async fn joignable(&self, personne: &IdentifiantNational) -> Result<bool, HabilitationError>;
    async fn reprendre(&self, agent: &IdentifiantNational, droit: &HabilitationId) -> Result<(), HabilitationError>;
}

#[async_trait]
impl GuichetDroits for Registre {
    async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<Niveau>, HabilitationError> {
        self.tableau.lire(agent).await
    }

    async fn designer(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleDesignation,
    ) -> Result<HabilitationId, HabilitationError> {
        self.designation.designer(agent, cle, nouvelle).await
    }

    async fn joignable(&self, personne: &IdentifiantNational) -> Result<bool, HabilitationError> {
        self.designation.joignable(personne).await
    }

    async fn reprendre(&self, agent: &IdentifiantNational, droit: &HabilitationId) -> Result<(), HabilitationError> {
        self.designation.retirer(agent, droit).await
    }
}
