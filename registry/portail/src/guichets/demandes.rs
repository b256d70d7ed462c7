use async_trait::async_trait;
use registry_core::demande::{Demande, DemandeError, DemandeId, NouvelleDemande, NouvelleMiseAJour};
use registry_core::idempotence::{Auteur, CleIdempotence};
use sante::IdentifiantNational;

use super::{GuichetLieux, Registre};

/// For who asks to be registered, or for one more place of work.
#[async_trait]
pub trait GuichetDemandes: GuichetLieux {
    async fn deposer(&self, cle: &CleIdempotence, nouvelle: NouvelleDemande) -> Result<DemandeId, DemandeError>;
    /// What somebody asks for of a situation that they hold (SIT-14).
    async fn mettre_a_jour(
        &self,
        moi: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleMiseAJour,
    ) -> Result<DemandeId, DemandeError>;
    /// By its author, as long as nobody decided.
    async fn retirer(&self, auteur: &Auteur, id: &DemandeId) -> Result<(), DemandeError>;
    /// Newest first.
    async fn miennes(&self, auteur: &Auteur) -> Result<Vec<Demande>, DemandeError>;
}

#[async_trait]
impl GuichetDemandes for Registre {
    async fn deposer(&self, cle: &CleIdempotence, nouvelle: NouvelleDemande) -> Result<DemandeId, DemandeError> {
        self.deposer.deposer(cle, nouvelle).await
    }

    async fn mettre_a_jour(
        &self,
        moi: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleMiseAJour,
    ) -> Result<DemandeId, DemandeError> {
        self.deposer.mettre_a_jour(moi, cle, nouvelle).await
    }

    async fn retirer(&self, auteur: &Auteur, id: &DemandeId) -> Result<(), DemandeError> {
        self.deposer.retirer(auteur, id).await
    }

    async fn miennes(&self, auteur: &Auteur) -> Result<Vec<Demande>, DemandeError> {
        self.consultation.miennes(auteur).await
    }
}
