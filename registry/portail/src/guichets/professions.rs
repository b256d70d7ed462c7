use async_trait::async_trait;
use registry_core::idempotence::CleIdempotence;
use registry_core::page::{Page, Repere};
use registry_core::profession_demandee::{
    FiltreProfessions, NouvelleProfession, ProfessionDemandee, ProfessionDemandeeId, ProfessionError,
};
use sante::{Finess, IdentifiantNational};

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
    /// Those of the agent's establishments.
    async fn demandees(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError>;
    /// Who relays for this structure: the name of a GRADeS, and of its region; empty where none is declared.
    fn relais_de(&self, structure: &Finess) -> (String, String);
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

    async fn demandees(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        self.professions.miennes(agent, filtre, apres).await
    }

    fn relais_de(&self, structure: &Finess) -> (String, String) {
        let grades = self.professions.grades_de(structure).map(|grades| grades.nom.clone());
        (grades.unwrap_or_default(), self.professions.region_de(structure).to_owned())
    }
}
