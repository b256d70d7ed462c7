//! Acts on the registry of the campaign: a gestionnaire ends a situation; the bench puts it back as it was.

use ambient::Timestamp;
use annuaire::Fait;
use registry_core::port::{EcritureSituation, Ecritures, PortError};
use registry_core::situation_acte::{QuandFinir, SituationError, Situations};
use registry_core::{Fin, Personne, SituationExercice, Source};
use registry_server::Registry;
use sante::IdentifiantNational;

#[derive(Debug, thiserror::Error)]
pub enum RegistreError {
    #[error(transparent)]
    Acte(#[from] SituationError),
    #[error(transparent)]
    Port(#[from] PortError),
    #[error("{0} n'y est pas")]
    Absente(String),
}

/// Who keeps the situations of the place where the person of the phone works.
const GESTIONNAIRE: &str = "gestionnaire";

/// The gestionnaire of the person's place ends every current situation of theirs there, at once (SIT-09).
pub async fn terminer(registry: &Registry, personne: &str) -> Result<(), RegistreError> {
    let (agent, personne) = (gestionnaire()?, lue(personne)?);
    let situations = Situations::new(registry.guichet().clone());
    let maintenant = registry.guichet().maintenant();
    let fiche = situations.fiche(&agent, &personne).await?;
    let tenues = fiche.situations.into_iter().filter(|vue| vue.situation.en_cours(maintenant));
    let tenues: Vec<_> = tenues.filter_map(|vue| Some((vue.situation.id, vue.version?))).collect();
    if tenues.is_empty() {
        return Err(RegistreError::Absente(format!("une situation de {personne}, pour qui la tient")));
    }
    for (situation, version) in tenues {
        situations.terminer(&agent, &situation, &version, QuandFinir::Maintenant).await?;
    }
    Ok(())
}

/// Everything that was ended by hand for this person holds again, as if nobody had: the bench's own housekeeping, so that the
/// next campaign in the same folder finds the same people. No portal offers it.
pub async fn rouvrir(registry: &Registry, personne: &str) -> Result<(), RegistreError> {
    let personne = lue(personne)?;
    let mut chantier = registry.guichet().registre.chantier().await?;
    let connue = chantier.connues(std::slice::from_ref(&personne)).await?.pop();
    let Some(Personne::Professionnel(lui)) = connue.map(|connue| connue.personne) else {
        return Err(RegistreError::Absente(personne.to_string()));
    };
    let mut ecritures = Ecritures::default();
    for exercice in &lui.exercices {
        for (rang, situation) in (0..).zip(&exercice.situations).filter(|(_, une)| terminee_a_la_main(une)) {
            let fait = Fait::SituationOuverte { situation: situation.id.clone() };
            let situation = SituationExercice { fin: None, ..situation.clone() };
            let exercice = exercice.cle.clone();
            ecritures.situations.push(EcritureSituation { personne: personne.clone(), exercice, rang, situation });
            ecritures.evenements.push((personne.clone(), fait));
        }
    }
    if !ecritures.is_empty() {
        chantier.ecrire(&ecritures, maintenant(registry)).await?;
        chantier.valider().await?;
    }
    Ok(())
}

fn terminee_a_la_main(situation: &SituationExercice) -> bool {
    matches!(situation.fin, Some(Fin { par: Source::Portail, .. }))
}

fn maintenant(registry: &Registry) -> Timestamp {
    registry.guichet().maintenant()
}

fn gestionnaire() -> Result<IdentifiantNational, RegistreError> {
    let nommee = sandbox::population::nommes().into_iter().find(|nommee| nommee.cle == GESTIONNAIRE);
    Ok(nommee.ok_or_else(|| RegistreError::Absente(GESTIONNAIRE.to_owned()))?.identifiant)
}

fn lue(personne: &str) -> Result<IdentifiantNational, RegistreError> {
    personne.parse().map_err(|_| RegistreError::Absente(personne.to_owned()))
}
