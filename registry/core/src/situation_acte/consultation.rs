use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::habilitation::{Agent, connaitre};
use crate::journal::Geste;
use crate::personne::Personne;
use crate::port::Fiche;
use crate::situation::SituationExercice;
use crate::situation_acte::{Noms, SituationError, Situations, Version};
use crate::structure::Structure;

/// A person as a gestionnaire sees them: no civil status, no contact data.
#[derive(Clone, Debug)]
pub struct FicheGestion {
    pub personne: IdentifiantNational,
    /// A measure holds them out of service: they are shown where the agent may act alone, and nothing changes but an end.
    pub hors_activite: bool,
    pub situations: Vec<SituationVue>,
}

/// A situation with the names under which it is practised.
#[derive(Clone, Debug)]
pub struct SituationVue {
    pub exercice: CleExercice,
    pub noms: Noms,
    pub structure: Option<Structure>,
    /// Elsewhere than in the agent's scope: current ones only, and without dates, which are not public.
    pub situation: SituationExercice,
    /// To send back with a change; `None` where the agent may not change anything: elsewhere than in their scope, and what
    /// an Order or an ARS keeps (ELI-03).
    pub version: Option<Version>,
    /// JDV_J92; `None` for what has not ended, or ended without a reason told.
    pub motif_fin: Option<String>,
}

impl Situations {
    /// Somebody's record, found by their number (GES-21). The reading is told to the journal before it is answered.
    pub async fn fiche(
        &self,
        agent: &IdentifiantNational,
        personne: &IdentifiantNational,
    ) -> Result<FicheGestion, SituationError> {
        let (registre, maintenant) = (self.guichet.registre.as_ref(), self.guichet.maintenant());
        let lui = connaitre::<SituationError>(registre, agent, maintenant).await?;
        let chez_lui = |vue: &SituationVue| vue.structure.as_ref().is_some_and(|lieu| lui.peut_agir_sur(lieu).is_ok());
        let fiche = self.guichet.registre.fiche(personne).await?.ok_or(SituationError::PersonneInconnue)?;
        let hors_activite = fiche.personne.hors_activite(maintenant);
        let mut situations = vues(&lui, maintenant, &fiche);
        if hors_activite {
            situations.retain(chez_lui);
        }
        if !fiche.personne.rattachable(maintenant) && (!hors_activite || situations.is_empty()) {
            return Err(SituationError::PersonneInconnue);
        }
        self.motiver(&mut situations).await?;
        self.guichet.consigner(Geste::FicheLue { agent: agent.clone(), personne: personne.clone() }).await?;
        Ok(FicheGestion { personne: personne.clone(), hors_activite, situations })
    }

    /// Why each of those that ended did.
    async fn motiver(&self, vues: &mut [SituationVue]) -> Result<(), SituationError> {
        let finies = vues.iter().filter(|vue| vue.situation.fin.is_some());
        let finies: Vec<_> = finies.map(|vue| vue.situation.id.clone()).collect();
        let mut motifs = self.guichet.registre.motifs_fin(&finies).await?;
        for vue in vues {
            vue.motif_fin = motifs.remove(&vue.situation.id);
        }
        Ok(())
    }
}

/// What an agent sees of somebody's situations: all of their own places, what is public of today elsewhere.
pub fn vues(agent: &Agent, maintenant: Timestamp, fiche: &Fiche) -> Vec<SituationVue> {
    let Personne::Professionnel(professionnel) = &fiche.personne else { return Vec::new() };
    let siennes = professionnel.exercices.iter().flat_map(|exercice| {
        exercice.situations.iter().filter_map(move |une| vue((agent, maintenant), fiche, (exercice, une)))
    });
    siennes.collect()
}

fn vue(
    (agent, maintenant): (&Agent, Timestamp),
    fiche: &Fiche,
    (exercice, situation): (&ExerciceProfessionnel, &SituationExercice),
) -> Option<SituationVue> {
    let structure = situation.structure.as_ref().and_then(|cle| fiche.structures.get(cle));
    let a_lui = structure.is_some_and(|structure| agent.peut_agir_sur(structure).is_ok());
    if !a_lui && !situation.en_cours(maintenant) {
        return None;
    }
    let montree =
        if a_lui { situation.clone() } else { SituationExercice { debut: None, fin: None, ..situation.clone() } };
    Some(SituationVue {
        exercice: exercice.cle.clone(),
        noms: Noms::de(exercice),
        structure: structure.cloned(),
        situation: montree,
        version: (a_lui && exercice.cle.par_role()).then(|| Version::de(exercice, situation)),
        motif_fin: None,
    })
}
