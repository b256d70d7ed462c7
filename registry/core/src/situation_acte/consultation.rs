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
    /// To send back with a change; `None` where the agent may not change anything.
    pub version: Option<Version>,
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
        let fiche = self.guichet.registre.fiche(personne).await?.ok_or(SituationError::PersonneInconnue)?;
        let Personne::Professionnel(professionnel) = &fiche.personne else {
            return Err(SituationError::PersonneInconnue);
        };
        if professionnel.desactivation.is_some() {
            return Err(SituationError::PersonneInconnue);
        }
        let situations = professionnel.exercices.iter().flat_map(|exercice| {
            exercice.situations.iter().filter_map(|situation| self.vue(&fiche, &lui, (exercice, situation)))
        });
        let situations = situations.collect();
        self.guichet.consigner(Geste::FicheLue { agent: agent.clone(), personne: personne.clone() }).await?;
        Ok(FicheGestion { personne: personne.clone(), situations })
    }

    fn vue(
        &self,
        fiche: &Fiche,
        agent: &Agent,
        (exercice, situation): (&ExerciceProfessionnel, &SituationExercice),
    ) -> Option<SituationVue> {
        let maintenant = self.guichet.maintenant();
        let structure = situation.structure.as_ref().and_then(|cle| fiche.structures.get(cle));
        let a_lui = structure.is_some_and(|structure| agent.peut_agir_sur(structure).is_ok());
        let courante = situation.debut.is_none_or(|debut| debut <= maintenant)
            && situation.fin.is_none_or(|fin| maintenant < fin.le);
        if !a_lui && !courante {
            return None;
        }
        let montree =
            if a_lui { situation.clone() } else { SituationExercice { debut: None, fin: None, ..situation.clone() } };
        Some(SituationVue {
            exercice: exercice.cle.clone(),
            noms: Noms {
                code_civilite: exercice.code_civilite.clone(),
                nom: exercice.nom.clone(),
                prenom: exercice.prenom.clone(),
            },
            structure: structure.cloned(),
            situation: montree,
            version: a_lui.then(|| Version::de(exercice, situation)),
        })
    }
}
