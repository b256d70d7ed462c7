use sante::{Finess, IdentifiantNational};

use super::{ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Professions, StadeProfession};
use crate::en_service::Service;
use crate::grades::{AgentGrades, Grades};
use crate::habilitation::HorsPerimetre;
use crate::journal::Geste;
use crate::meme_personne::meme_personne;
use crate::port::{Chantier, PortError};
use crate::support::AgentSupport;

impl Professions {
    /// Which GRADeS serves this structure; `None`: none is declared for its region.
    pub fn grades_de(&self, structure: &Finess) -> Option<&Grades> {
        let region = self.guichet.referentiel.region_du_finess(structure)?;
        self.groupements.de_la_region(&region.code)
    }

    /// What the region of a structure is called; empty when its number says none.
    pub fn region_de(&self, structure: &Finess) -> &str {
        self.guichet.referentiel.region_du_finess(structure).map_or("", |region| region.libelle.as_str())
    }

    /// One request, for the GRADeS that serves it; told to the journal.
    pub async fn ouvrir_au_grades(
        &self,
        agent: &AgentGrades,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError> {
        self.recevoir_grades(agent).await?;
        let demandee = self.demandees.profession_lue(id).await?.ok_or(ProfessionError::Inconnue)?;
        self.dans_la_region(agent, &demandee.structure).await?;
        let (agent, nombre) = (agent.identifiant().clone(), 1);
        self.guichet.consigner(Geste::ProfessionsLues { agent, nombre }).await?;
        Ok(demandee)
    }

    /// One request, for the ANS; told to the journal.
    pub async fn ouvrir(
        &self,
        agent: &AgentSupport,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError> {
        self.recevoir(agent).await?;
        let demandee = self.demandees.profession_lue(id).await?.ok_or(ProfessionError::Inconnue)?;
        let (agent, nombre) = (agent.identifiant().clone(), 1);
        self.guichet.consigner(Geste::ProfessionsLues { agent, nombre }).await?;
        Ok(demandee)
    }

    pub(super) async fn recevoir_grades(&self, agent: &AgentGrades) -> Result<(), ProfessionError> {
        servir(agent.en_service_au(self.guichet.registre.as_ref(), self.guichet.maintenant()).await?)
    }

    pub(super) async fn recevoir(&self, agent: &AgentSupport) -> Result<(), ProfessionError> {
        servir(agent.en_service_au(self.guichet.registre.as_ref(), self.guichet.maintenant()).await?)
    }

    /// A transaction of an agent of a GRADeS, and the request that they saw, still to relay, of their region.
    pub(super) async fn reprendre(
        &self,
        agent: &AgentGrades,
        (id, version): (&ProfessionDemandeeId, u32),
    ) -> Result<(Box<dyn Chantier>, ProfessionDemandee), ProfessionError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        servir(agent.en_service(chantier.as_mut(), self.guichet.maintenant()).await?)?;
        let demandee = chantier.profession_demandee(id).await?.ok_or(ProfessionError::Inconnue)?;
        self.dans_la_region(agent, &demandee.structure).await?;
        d_autres(chantier.as_mut(), &demandee, agent.identifiant()).await?;
        demandee.attend(StadeProfession::Envoyee, version)?;
        Ok((chantier, demandee))
    }

    /// A transaction of the ANS, and the request that its agent saw.
    pub(super) async fn saisir(
        &self,
        agent: &AgentSupport,
        id: &ProfessionDemandeeId,
    ) -> Result<(Box<dyn Chantier>, ProfessionDemandee), ProfessionError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        servir(agent.en_service(chantier.as_mut(), self.guichet.maintenant()).await?)?;
        let demandee = chantier.profession_demandee(id).await?.ok_or(ProfessionError::Inconnue)?;
        d_autres(chantier.as_mut(), &demandee, agent.identifiant()).await?;
        Ok((chantier, demandee))
    }

    /// A GRADeS answers for its regions alone; who tries elsewhere is in the journal.
    async fn dans_la_region(&self, agent: &AgentGrades, structure: &Finess) -> Result<(), ProfessionError> {
        let region = self.guichet.referentiel.region_du_finess(structure);
        if region.is_some_and(|region| agent.grades().sert(&region.code)) {
            return Ok(());
        }
        let refus = ProfessionError::HorsRegion;
        let (agent, structure) = (agent.identifiant().clone(), structure.clone());
        self.guichet.consigner(Geste::Refus { agent, structure, code: refus.code() }).await?;
        Err(refus)
    }

    /// Writes the request and those that were put together with it, tells the askers and the journal, and commits.
    pub(super) async fn poser(
        &self,
        mut chantier: Box<dyn Chantier>,
        (agent, apres): (&IdentifiantNational, &ProfessionDemandee),
    ) -> Result<(), PortError> {
        chantier.ecrire_profession_demandee(apres).await?;
        self.avertir(chantier.as_mut(), apres).await?;
        for reunie in chantier.professions_reunies_a(&apres.id).await? {
            let suivie = reunie.a(apres.etape.clone());
            chantier.ecrire_profession_demandee(&suivie).await?;
            self.avertir(chantier.as_mut(), &suivie).await?;
        }
        let (agent, demande, etape) = (agent.clone(), apres.id.clone(), apres.etape.stade().nom());
        self.guichet.clore(chantier, Geste::Profession { agent, demande, etape }).await
    }
}

fn servir(service: Service) -> Result<(), ProfessionError> {
    service.ou(HorsPerimetre::SansHabilitation.into(), ProfessionError::AgentHabilite)
}

/// Nobody answers themselves, with another card either: whoever asked, here or in a request that was put together with this
/// one (R03).
pub(super) async fn d_autres(
    chantier: &mut dyn Chantier,
    demandee: &ProfessionDemandee,
    agent: &IdentifiantNational,
) -> Result<(), ProfessionError> {
    let reunies = chantier.professions_reunies_a(&demandee.id).await?;
    for une in std::iter::once(demandee).chain(&reunies) {
        if meme_personne(chantier, &une.par, agent).await? {
            return Err(ProfessionError::SaPropreProfession);
        }
    }
    Ok(())
}
