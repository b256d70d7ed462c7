use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};
use annuaire::Fait;
use sante::IdentifiantNational;

use crate::port::{Ecritures, PortError, Registre};

/// NOT-04.
const ANNUAIRE: Seconds = Seconds::hours(24);
/// NOT-05.
const ECPS: Seconds = Seconds::hours(48);

/// From when what follows a validation is there. Hours of the clock, not of an office: the sources do not say which
/// (facts/registry.md §12), and these can be told to the minute (docs/decisions/0013).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disponibilite {
    pub validee_le: Timestamp,
    /// First instant in the public directory.
    pub annuaire_le: Timestamp,
    /// First instant at which the e-CPS can be activated.
    pub ecps_le: Timestamp,
}

impl Disponibilite {
    /// The delays count from the validation.
    pub const fn depuis(validee_le: Timestamp) -> Self {
        Self { validee_le, annuaire_le: validee_le.plus(ANNUAIRE), ecps_le: validee_le.plus(ECPS) }
    }
}

/// "Anticiper le délai": in a sandbox nobody waits two days to try what comes after them.
#[derive(Clone)]
pub struct Anticipation {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
}

#[derive(Debug, thiserror::Error)]
pub enum AnticipationError {
    #[error("nothing is waited for")]
    RienAAttendre,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl AnticipationError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RienAAttendre => "rien_a_attendre",
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::RienAAttendre => "Aucun délai ne court pour cette personne. Il n’y a rien à faire.",
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

impl Anticipation {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>) -> Self {
        Self { ambient, registre }
    }

    /// What would come later is there now. The cooling-off of a change of contact data is not shortened: it protects.
    pub async fn anticiper(&self, personne: &IdentifiantNational) -> Result<Disponibilite, AnticipationError> {
        let maintenant = self.ambient.now();
        let mut chantier = self.registre.chantier().await?;
        let prevue = chantier.disponibilite(personne).await?.filter(|prevue| prevue.ecps_le > maintenant);
        let prevue = prevue.ok_or(AnticipationError::RienAAttendre)?;
        let disponibilite =
            Disponibilite { annuaire_le: prevue.annuaire_le.min(maintenant), ecps_le: maintenant, ..prevue };
        chantier.programmer(personne, disponibilite).await?;
        let evenements = vec![(personne.clone(), Fait::CorrespondanceModifiee)];
        chantier.ecrire(&Ecritures { evenements, ..Ecritures::default() }, maintenant).await?;
        chantier.valider().await?;
        Ok(disponibilite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: NOT-04
    // requirement: NOT-05
    #[test]
    fn the_directory_waits_a_day_and_the_e_cps_two() {
        let validee_le = Timestamp::from_seconds(1_795_413_660);
        let disponibilite = Disponibilite::depuis(validee_le);
        assert_eq!(disponibilite.annuaire_le.since(validee_le).as_secs(), 86_400);
        assert_eq!(disponibilite.ecps_le.since(validee_le).as_secs(), 172_800);
    }
}
