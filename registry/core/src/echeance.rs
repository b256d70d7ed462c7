//! What was set for an instant to come: ends of situations, people who leave service or come back. When it comes the log tells
//! it, and what the provider granted ends with it; nobody has to do anything (SIT-10, R05).

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::Fait;
use async_trait::async_trait;
use sante::{IdentifiantNational, SituationId};

use crate::port::{Chantier, Ecritures, PortError, Registre};

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
    /// The same of instants at which somebody leaves service or comes back.
    async fn prochaine_bascule(&self) -> Result<Option<Timestamp>, PortError>;
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

    /// Tells everything that has come; gives back when the next comes. Two nodes that try at once tell each once.
    pub async fn tour(&self) -> Result<Option<Timestamp>, PortError> {
        loop {
            let (fin, bascule) = (self.registre.prochaine_fin().await?, self.registre.prochaine_bascule().await?);
            let prochaine = fin.into_iter().chain(bascule).min();
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
        let bascules = chantier.bascules(maintenant, PAQUET).await?;
        let nombre = echues.len() + bascules.len();
        let fins = echues.into_iter().map(|Echue { personne, situation, fin }| {
            let fait = Fait::SituationTerminee { situation, fin };
            (personne, fait)
        });
        let mut evenements: Vec<_> = fins.collect();
        evenements.extend(basculees(chantier.as_mut(), bascules).await?);
        let ecritures = Ecritures { evenements, ..Ecritures::default() };
        chantier.ecrire(&ecritures, maintenant).await?;
        chantier.valider().await?;
        Ok(nombre)
    }
}

/// What of people had come by `maintenant` and nobody told yet: told before somebody decides anew, so that the log says things in
/// the order in which they held.
pub(crate) async fn bascules_venues(
    chantier: &mut dyn Chantier,
    maintenant: Timestamp,
) -> Result<Vec<(IdentifiantNational, Fait)>, PortError> {
    let mut faits = Vec::new();
    loop {
        let venues = chantier.bascules(maintenant, PAQUET).await?;
        let derniere = venues.len() < PAQUET as usize;
        faits.extend(basculees(chantier, venues).await?);
        if derniere {
            return Ok(faits);
        }
    }
}

/// What each instant changed; nothing where another withdrawal, or a file, keeps the person out of service all the same.
async fn basculees(
    chantier: &mut dyn Chantier,
    bascules: Vec<(IdentifiantNational, Timestamp)>,
) -> Result<Vec<(IdentifiantNational, Fait)>, PortError> {
    let mut personnes: Vec<_> = bascules.iter().map(|(personne, _)| personne.clone()).collect();
    personnes.dedup();
    let connues = chantier.connues(&personnes).await?;
    let fait = |(personne, le): (IdentifiantNational, Timestamp)| {
        let connue = connues.iter().find(|connue| *connue.personne.identifiant() == personne)?;
        let avant = connue.personne.active(Timestamp::from_millis(le.millis() - 1));
        match (avant, connue.personne.active(le)) {
            (true, false) => Some((personne, Fait::PersonneDesactivee)),
            (false, true) => Some((personne, Fait::PersonneReactivee)),
            _ => None,
        }
    };
    Ok(bascules.into_iter().filter_map(fait).collect())
}
