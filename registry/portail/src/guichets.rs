//! What the pages ask of the registry. The registry's own use cases answer; tests answer in their place.

use async_trait::async_trait;
use registry_core::demande::{
    Consultation, Decision, Demande, DemandeError, DemandeId, DemandeVue, Deposer, Enregistree, Enregistrer,
    NouvelleDemande, NouvelleInscription, Traiter, VueGestionnaire,
};
use registry_core::idempotence::{Auteur, CleIdempotence};
use registry_core::situation_acte::{
    Ajoutee, FicheGestion, NouvelleSituation, QuandFinir, SituationError, Situations, Version,
};
use sante::{IdentifiantNational, SituationId};

/// For who asks to be registered, or for one more place of work.
#[async_trait]
pub trait GuichetDemandes: Send + Sync {
    async fn deposer(&self, cle: &CleIdempotence, nouvelle: NouvelleDemande) -> Result<DemandeId, DemandeError>;
    /// Newest first.
    async fn miennes(&self, auteur: &Auteur) -> Result<Vec<Demande>, DemandeError>;
}

/// For a gestionnaire. Rights are looked at by the registry, at each call.
#[async_trait]
pub trait GuichetGestion: Send + Sync {
    async fn a_traiter(&self, agent: &IdentifiantNational) -> Result<Vec<DemandeVue>, DemandeError>;
    async fn historique(&self, agent: &IdentifiantNational) -> Result<Vec<DemandeVue>, DemandeError>;
    async fn ouvrir(&self, agent: &IdentifiantNational, id: &DemandeId) -> Result<Demande, DemandeError>;
    /// `vue`: the request and the version that the page showed.
    async fn traiter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        vue: (&DemandeId, u32),
        decision: Decision,
    ) -> Result<VueGestionnaire, DemandeError>;
    async fn enregistrer(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleInscription,
    ) -> Result<Enregistree, DemandeError>;
    async fn fiche(
        &self,
        agent: &IdentifiantNational,
        personne: &IdentifiantNational,
    ) -> Result<FicheGestion, SituationError>;
    async fn ajouter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleSituation,
    ) -> Result<Ajoutee, SituationError>;
    /// `vue`: the situation and the version that the page showed.
    async fn terminer(
        &self,
        agent: &IdentifiantNational,
        vue: (&SituationId, &Version),
        quand: QuandFinir,
    ) -> Result<(), SituationError>;
}

/// The registry's use cases behind both guichets.
#[derive(Clone)]
pub struct Registre {
    pub deposer: Deposer,
    pub consultation: Consultation,
    pub traiter: Traiter,
    pub enregistrer: Enregistrer,
    pub situations: Situations,
}

#[async_trait]
impl GuichetDemandes for Registre {
    async fn deposer(&self, cle: &CleIdempotence, nouvelle: NouvelleDemande) -> Result<DemandeId, DemandeError> {
        self.deposer.deposer(cle, nouvelle).await
    }

    async fn miennes(&self, auteur: &Auteur) -> Result<Vec<Demande>, DemandeError> {
        self.consultation.miennes(auteur).await
    }
}

#[async_trait]
impl GuichetGestion for Registre {
    async fn a_traiter(&self, agent: &IdentifiantNational) -> Result<Vec<DemandeVue>, DemandeError> {
        self.consultation.a_traiter(agent).await
    }

    async fn historique(&self, agent: &IdentifiantNational) -> Result<Vec<DemandeVue>, DemandeError> {
        self.consultation.historique(agent).await
    }

    async fn ouvrir(&self, agent: &IdentifiantNational, id: &DemandeId) -> Result<Demande, DemandeError> {
        self.consultation.ouvrir(agent, id).await
    }

    async fn traiter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        vue: (&DemandeId, u32),
        decision: Decision,
    ) -> Result<VueGestionnaire, DemandeError> {
        self.traiter.traiter(agent, cle, vue, decision).await
    }

    async fn enregistrer(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleInscription,
    ) -> Result<Enregistree, DemandeError> {
        self.enregistrer.enregistrer(agent, cle, nouvelle).await
    }

    async fn fiche(
        &self,
        agent: &IdentifiantNational,
        personne: &IdentifiantNational,
    ) -> Result<FicheGestion, SituationError> {
        self.situations.fiche(agent, personne).await
    }

    async fn ajouter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleSituation,
    ) -> Result<Ajoutee, SituationError> {
        self.situations.ajouter(agent, cle, nouvelle).await
    }

    async fn terminer(
        &self,
        agent: &IdentifiantNational,
        (situation, version): (&SituationId, &Version),
        quand: QuandFinir,
    ) -> Result<(), SituationError> {
        self.situations.terminer(agent, situation, version, quand).await
    }
}
