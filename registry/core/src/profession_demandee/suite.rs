use super::geste::PAGE;
use super::{EtapeProfession, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Professions};
use crate::habilitation::HorsPerimetre;
use crate::identite::Objection;
use crate::journal::Geste;
use crate::support::AgentSupport;

/// What the ANS writes down of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suite {
    /// The GRADeS has sent it on.
    Relayer,
    Retenir {
        commentaire: String,
    },
    Ecarter {
        commentaire: String,
    },
}

impl Professions {
    /// Told to the journal before they are shown.
    pub async fn a_decider(&self, agent: &AgentSupport) -> Result<Vec<ProfessionDemandee>, ProfessionError> {
        if !agent.en_service_au(self.guichet.registre.as_ref()).await? {
            return Err(HorsPerimetre::SansHabilitation.into());
        }
        let demandees = self.demandees.a_decider(PAGE).await?;
        let (agent, nombre) = (agent.identifiant().clone(), demandees.len());
        self.guichet.consigner(Geste::ProfessionsLues { agent, nombre }).await?;
        Ok(demandees)
    }

    /// `version` is the one that the agent saw. What the GRADeS has not relayed is not decided.
    pub async fn avancer(
        &self,
        agent: &AgentSupport,
        (id, version): (&ProfessionDemandeeId, u32),
        suite: Suite,
    ) -> Result<(), ProfessionError> {
        suite.verifier()?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if !agent.en_service(chantier.as_mut()).await? {
            return Err(HorsPerimetre::SansHabilitation.into());
        }
        let avant = chantier.profession_demandee(id).await?.ok_or(ProfessionError::Inconnue)?;
        if avant.version != version {
            return Err(ProfessionError::AutreEtape);
        }
        let (par, le) = (agent.identifiant().clone(), self.guichet.maintenant());
        let etape = match (&avant.etape, suite) {
            (EtapeProfession::Envoyee, Suite::Relayer) => EtapeProfession::Relayee { par, le },
            (EtapeProfession::Relayee { .. }, Suite::Retenir { commentaire }) => {
                EtapeProfession::Retenue { par, le, commentaire }
            }
            (EtapeProfession::Relayee { .. }, Suite::Ecarter { commentaire }) => {
                EtapeProfession::Ecartee { par, le, commentaire }
            }
            _ => return Err(ProfessionError::AutreEtape),
        };
        let apres = ProfessionDemandee { etape, version: version + 1, ..avant };
        chantier.ecrire_profession_demandee(&apres).await?;
        let (agent, demande, etape) = (agent.identifiant().clone(), id.clone(), apres.etape.nom());
        Ok(self.guichet.clore(chantier, Geste::Profession { agent, demande, etape }).await?)
    }
}

impl Suite {
    fn verifier(&self) -> Result<(), ProfessionError> {
        let objection = |phrase| Objection::new("commentaire", "profession_commentaire", phrase);
        let refus = match self {
            Self::Ecarter { commentaire } if commentaire.trim().is_empty() => {
                Some(objection("Dites à la structure quelle profession employer à la place."))
            }
            Self::Retenir { commentaire } | Self::Ecarter { commentaire } if commentaire.chars().count() > 500 => {
                Some(objection("Raccourcissez à 500 caractères."))
            }
            _ => None,
        };
        refus.map_or(Ok(()), |refus| Err(ProfessionError::Saisie(vec![refus])))
    }
}
