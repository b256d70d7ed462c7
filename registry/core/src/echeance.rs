//! Ends that were set for a day to come. When the day is over the log tells it, and what the provider granted for that place
//! ends with it; nobody has to do anything (SIT-10).

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::Fait;
use async_trait::async_trait;
use sante::{IdentifiantNational, SituationId};

use crate::port::{Ecritures, PortError, Registre};

/// An end that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echue {
    pub personne: IdentifiantNational,
    pub situation: SituationId,
    pub fin: Timestamp,
}

/// What is to come. It waits for no writer.
#[async_trait]
pub trait Agenda: Send + Sync {
    /// The first end that the log has not told as past; it may have passed already.
    async fn prochaine_fin(&self) -> Result<Option<Timestamp>, PortError>;
}

#[async_trait]
pub trait Ecrits: Send {
    /// Takes at most `limite` ends that came by `maintenant` off the list, the oldest first.
    async fn echues(&mut self, maintenant: Timestamp, limite: u32) -> Result<Vec<Echue>, PortError>;
}

/// Tells ends as they come.
#[derive(Clone)]
pub struct Echeances {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
}

/// Events in one transaction: other writers get their turn between two.
const PAQUET: u32 = 500;

impl Echeances {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>) -> Self {
        Self { ambient, registre }
    }

    /// Tells every end that has come; gives back when the next one comes. Two nodes that try at once tell each end once.
    pub async fn tour(&self) -> Result<Option<Timestamp>, PortError> {
        loop {
            let prochaine = self.registre.prochaine_fin().await?;
            let maintenant = self.ambient.now();
            if prochaine.is_none_or(|fin| maintenant < fin) {
                return Ok(prochaine);
            }
            // another node was there first: nothing is pressing
            if self.dire(maintenant).await? == 0 {
                return Ok(None);
            }
        }
    }

    /// How many were told.
    async fn dire(&self, maintenant: Timestamp) -> Result<usize, PortError> {
        let mut chantier = self.registre.chantier().await?;
        let echues = chantier.echues(maintenant, PAQUET).await?;
        let nombre = echues.len();
        let evenements = echues.into_iter().map(|Echue { personne, situation, fin }| {
            let fait = Fait::SituationTerminee { situation, fin };
            (personne, fait)
        });
        let ecritures = Ecritures { evenements: evenements.collect(), ..Ecritures::default() };
        chantier.ecrire(&ecritures, maintenant).await?;
        chantier.valider().await?;
        Ok(nombre)
    }
}
