use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::Fait;
use sante::SituationId;

use crate::exercice::CleExercice;
use crate::personne::Personne;
use crate::port::{EcritureSituation, Ecritures, PortError, Registre};
use crate::situation::{Fin, SituationExercice};
use crate::source::Source;

/// Ends a situation, now or on a date to come (SIT-09, SIT-10).
#[derive(Clone)]
pub struct FinSituation {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
}

#[derive(Debug, thiserror::Error)]
pub enum FinSituationError {
    #[error("no situation has this identifier")]
    Inconnue,
    #[error("the situation has already ended")]
    DejaTerminee,
    #[error("a situation cannot end before it begins")]
    AvantLeDebut,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl FinSituationError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Inconnue => "situation_inconnue",
            Self::DejaTerminee => "situation_deja_terminee",
            Self::AvantLeDebut => "fin_avant_debut",
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Inconnue => "Cette situation d'exercice n'existe pas. Rouvrez la fiche de la personne.",
            Self::DejaTerminee => "Cette situation d'exercice est déjà terminée. Il n'y a rien à faire.",
            Self::AvantLeDebut => "La fin précède le début. Choisissez une date plus tardive.",
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

impl FinSituation {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>) -> Self {
        Self { ambient, registre }
    }

    /// `fin` is the first instant at which the situation no longer holds. A date to come may be changed until it is reached.
    pub async fn terminer_situation(&self, id: &SituationId, fin: Timestamp) -> Result<(), FinSituationError> {
        let maintenant = self.ambient.now();
        let mut chantier = self.registre.chantier().await?;
        let titulaire = chantier.titulaire(id).await?.ok_or(FinSituationError::Inconnue)?;
        let connue = chantier.connues(std::slice::from_ref(&titulaire)).await?.pop();
        let (exercice, rang, situation) =
            connue.and_then(|connue| trouver(connue.personne, id)).ok_or(FinSituationError::Inconnue)?;
        let situation = terminee(situation, fin, maintenant)?;
        let ecritures = Ecritures {
            situations: vec![EcritureSituation { personne: titulaire.clone(), exercice, rang, situation }],
            evenements: vec![(titulaire, Fait::SituationTerminee { situation: id.clone(), fin })],
            ..Ecritures::default()
        };
        chantier.ecrire(&ecritures, maintenant).await?;
        Ok(chantier.valider().await?)
    }
}

fn trouver(personne: Personne, id: &SituationId) -> Option<(CleExercice, u32, SituationExercice)> {
    let Personne::Professionnel(professionnel) = personne else { return None };
    professionnel.exercices.into_iter().find_map(|exercice| {
        let rang = exercice.situations.iter().position(|situation| situation.id == *id)?;
        let situation = exercice.situations.get(rang)?.clone();
        Some((exercice.cle, u32::try_from(rang).ok()?, situation))
    })
}

/// The situation with this end, set by hand.
pub fn terminee(
    situation: SituationExercice,
    fin: Timestamp,
    maintenant: Timestamp,
) -> Result<SituationExercice, FinSituationError> {
    if situation.finie(maintenant) {
        return Err(FinSituationError::DejaTerminee);
    }
    if situation.debut.is_some_and(|debut| fin < debut) {
        return Err(FinSituationError::AvantLeDebut);
    }
    Ok(SituationExercice { fin: Some(Fin { le: fin, par: Source::Portail }), ..situation })
}
