use super::acces::d_autres;
use super::{EtapeProfession, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Professions, StadeProfession};
use crate::grades::AgentGrades;
use crate::identite::Objection;
use crate::journal::Geste;

/// What a GRADeS does with a request of its region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relais {
    /// To the ANS, with what the GRADeS adds; may be empty.
    Relayer { complement: String },
    /// To the structure, with the reason.
    Rendre { motif: String },
    /// With another request for the same profession, which goes on for both.
    Reunir { avec: ProfessionDemandeeId },
}

/// As long as an added text may be.
const COMPLEMENT: usize = 1_000;
const MOTIF: usize = 500;

impl Professions {
    /// `vue`: the request and the version that the agent saw.
    pub async fn relayer(
        &self,
        agent: &AgentGrades,
        vue: (&ProfessionDemandeeId, u32),
        relais: Relais,
    ) -> Result<(), ProfessionError> {
        relais.verifier()?;
        let (par, le) = (agent.identifiant().clone(), self.guichet.maintenant());
        let etape = match relais {
            Relais::Reunir { avec } => return self.reunir(agent, vue, &avec).await,
            Relais::Relayer { complement } => {
                EtapeProfession::Relayee { par, le, complement: complement.trim().to_owned() }
            }
            Relais::Rendre { motif } => EtapeProfession::Rendue { par, le, motif: motif.trim().to_owned() },
        };
        let (chantier, demandee) = self.reprendre(agent, vue).await?;
        Ok(self.poser(chantier, (agent.identifiant(), &demandee.a(etape))).await?)
    }

    /// What had been put together with the first goes on with the second.
    async fn reunir(
        &self,
        agent: &AgentGrades,
        vue: (&ProfessionDemandeeId, u32),
        avec: &ProfessionDemandeeId,
    ) -> Result<(), ProfessionError> {
        let (mut chantier, demandee) = self.reprendre(agent, vue).await?;
        let autre = chantier.profession_demandee(avec).await?.ok_or(ProfessionError::Inconnue)?;
        let region = |une: &ProfessionDemandee| self.guichet.referentiel.region_du_finess(&une.structure);
        let pareilles = autre.attend(StadeProfession::Envoyee, autre.version).is_ok();
        if autre.id == demandee.id || !pareilles || region(&autre) != region(&demandee) {
            return Err(ProfessionError::ReunionImpossible);
        }
        d_autres(chantier.as_mut(), &autre, agent.identifiant()).await?;
        let (id, ensemble) = (autre.id.clone(), autre.ensemble.et(demandee.ensemble));
        let principale = ProfessionDemandee { ensemble, version: autre.version + 1, ..autre };
        chantier.ecrire_profession_demandee(&principale).await?;
        let mut suivies = chantier.professions_reunies_a(&demandee.id).await?;
        suivies.push(demandee.clone());
        for une in suivies {
            let suivie = ProfessionDemandee { reunie_a: Some(id.clone()), version: une.version + 1, ..une };
            chantier.ecrire_profession_demandee(&suivie).await?;
            self.avertir_reunie(chantier.as_mut(), &suivie, &principale).await?;
        }
        let (agent, demande) = (agent.identifiant().clone(), demandee.id);
        Ok(self.guichet.clore(chantier, Geste::Profession { agent, demande, etape: REUNIE }).await?)
    }
}

/// As the journal tells it.
const REUNIE: &str = "REUNIE";

impl Relais {
    fn verifier(&self) -> Result<(), ProfessionError> {
        let objection = match self {
            Self::Rendre { motif } if motif.trim().is_empty() => {
                Some(Objection::new("motif", "profession_sans_motif", "Dites à la structure pourquoi vous la rendez."))
            }
            Self::Rendre { motif } if motif.chars().count() > MOTIF => {
                Some(Objection::new("motif", "profession_motif_long", "Raccourcissez à 500 caractères."))
            }
            Self::Relayer { complement } if complement.chars().count() > COMPLEMENT => {
                Some(Objection::new("complement", "profession_complement_long", "Raccourcissez à 1 000 caractères."))
            }
            _ => None,
        };
        objection.map_or(Ok(()), |objection| Err(ProfessionError::Saisie(vec![objection])))
    }
}
