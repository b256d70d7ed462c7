use async_trait::async_trait;
use registry_core::demande::{
    Decision, Demande, DemandeError, DemandeId, DemandeVue, Enregistree, FiltreDemandes, NouvelleInscription,
    VueGestionnaire,
};
use registry_core::idempotence::CleIdempotence;
use registry_core::nomenclature::Averti;
use registry_core::page::{Page, Repere};
use registry_core::situation_acte::{
    Ajoutee, Declaree, FicheGestion, FinVoulue, Modification, NouvelleSituation, SituationError, Transfert, Version,
};
use sante::{IdentifiantNational, SituationId};

use super::{GuichetLieux, Registre};

/// For a gestionnaire. Rights are looked at by the registry, at each call.
#[async_trait]
pub trait GuichetGestion: GuichetLieux {
    async fn a_traiter(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError>;
    async fn historique(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError>;
    async fn ouvrir(&self, agent: &IdentifiantNational, id: &DemandeId) -> Result<Demande, DemandeError>;
    /// Sentences to show to who decides (ELI-06).
    async fn avertissements(&self, demande: &Demande) -> Result<Vec<Averti>, DemandeError>;
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
    async fn modifier(
        &self,
        agent: &IdentifiantNational,
        vue: (&SituationId, &Version),
        declaree: Declaree<'_, Modification>,
    ) -> Result<(), SituationError>;
    async fn transferer(
        &self,
        agent: &IdentifiantNational,
        vue: (&SituationId, &Version),
        declaree: Declaree<'_, Transfert>,
    ) -> Result<Ajoutee, SituationError>;
    async fn terminer(
        &self,
        agent: &IdentifiantNational,
        vue: (&SituationId, &Version),
        voulue: FinVoulue,
    ) -> Result<(), SituationError>;
}

#[async_trait]
impl GuichetGestion for Registre {
    async fn a_traiter(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError> {
        self.consultation.a_traiter(agent, filtre, apres).await
    }

    async fn historique(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError> {
        self.consultation.historique(agent, filtre, apres).await
    }

    async fn ouvrir(&self, agent: &IdentifiantNational, id: &DemandeId) -> Result<Demande, DemandeError> {
        self.consultation.ouvrir(agent, id).await
    }

    async fn avertissements(&self, demande: &Demande) -> Result<Vec<Averti>, DemandeError> {
        self.consultation.avertissements(demande).await
    }

    async fn traiter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        vue: (&DemandeId, u32),
        decision: Decision,
    ) -> Result<VueGestionnaire, DemandeError> {
        self.traiter.traiter(agent, cle, vue, decision).await.map(|decidee| decidee.vue)
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

    async fn modifier(
        &self,
        agent: &IdentifiantNational,
        (situation, version): (&SituationId, &Version),
        declaree: Declaree<'_, Modification>,
    ) -> Result<(), SituationError> {
        self.situations.modifier(agent, situation, version, declaree).await.map(drop)
    }

    async fn transferer(
        &self,
        agent: &IdentifiantNational,
        (situation, version): (&SituationId, &Version),
        declaree: Declaree<'_, Transfert>,
    ) -> Result<Ajoutee, SituationError> {
        self.situations.transferer(agent, situation, version, declaree).await
    }

    async fn terminer(
        &self,
        agent: &IdentifiantNational,
        (situation, version): (&SituationId, &Version),
        voulue: FinVoulue,
    ) -> Result<(), SituationError> {
        self.situations.terminer(agent, situation, version, voulue).await.map(drop)
    }
}
