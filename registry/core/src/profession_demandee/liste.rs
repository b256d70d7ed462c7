use sante::{Finess, IdentifiantNational};

use super::{Portee, ProfessionDemandee, ProfessionError, Professions, StadeProfession};
use crate::grades::AgentGrades;
use crate::journal::Geste;
use crate::page::{Page, Repere, Tranche};
use crate::support::AgentSupport;

/// What somebody looks for in a list; nothing: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiltreProfessions {
    pub stade: Option<StadeProfession>,
    pub etablissement: Option<Finess>,
}

impl FiltreProfessions {
    pub const fn au_stade(stade: StadeProfession) -> Self {
        Self { stade: Some(stade), etablissement: None }
    }

    /// Who waits longest comes first; what is decided is read from the last on.
    pub fn anciennes_d_abord(&self) -> bool {
        self.stade.is_some_and(StadeProfession::ouvert)
    }
}

impl Professions {
    /// Those of the agent's establishments, whoever of them asked; told to the journal before they are shown.
    pub async fn miennes(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        let tenus = self.recherche.etablissements::<ProfessionError>(agent).await?;
        let tenus: Vec<Finess> = tenus.iter().filter_map(|tenu| tenu.details.finess.parse().ok()).collect();
        self.page(agent, Portee::Structures(&tenus), (filtre, apres)).await
    }

    /// Those of the regions that the agent's GRADeS serves; told to the journal.
    pub async fn de_la_region(
        &self,
        agent: &AgentGrades,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        self.recevoir_grades(agent).await?;
        let prefixes = self.guichet.referentiel.prefixes_finess(&agent.grades().regions);
        self.page(agent.identifiant(), Portee::Regions(&prefixes), (filtre, apres)).await
    }

    /// Everybody's, for the ANS; told to the journal.
    pub async fn toutes(
        &self,
        agent: &AgentSupport,
        filtre: &FiltreProfessions,
        apres: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        self.recevoir(agent).await?;
        self.page(agent.identifiant(), Portee::Toutes, (filtre, apres)).await
    }

    async fn page(
        &self,
        agent: &IdentifiantNational,
        portee: Portee<'_>,
        (filtre, apres): (&FiltreProfessions, Option<&Repere>),
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        let lignes = self.demandees.lister_professions(portee, filtre, Tranche::apres(apres)).await?;
        let total = self.demandees.compter_professions(portee, filtre).await?;
        let repere = |une: &ProfessionDemandee| Repere { le: une.le, id: une.id.to_string() };
        let page = Page::de(lignes, total, repere);
        let (agent, nombre) = (agent.clone(), page.lignes.len());
        self.guichet.consigner(Geste::ProfessionsLues { agent, nombre }).await?;
        Ok(page)
    }
}
