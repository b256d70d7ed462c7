//! The same person under another spelling: candidates found by a few keys, each scored on what both have.
//!
//! Whoever is the same is not registered again (ENR-12); whoever may be is shown to a person, who decides (ENR-15).

mod cles;
mod distance;
#[cfg(test)]
mod mesure;
mod score;

use async_trait::async_trait;
use sante::IdentifiantNational;

pub use cles::{Cles, Sondes};
pub(crate) use distance::distance;
pub use score::Score;
pub(crate) use score::memes;

use crate::identite::Traits;
use crate::port::PortError;

/// Finds people who may be somebody, without reading them all.
#[async_trait]
pub trait Candidats: Send {
    /// Those of whom at least one key answers ([`Sondes`]), deactivated ones included: the number is for life.
    async fn proches(&mut self, traits: &Traits) -> Result<Vec<(IdentifiantNational, Traits)>, PortError>;
}

/// Somebody close enough to be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidat {
    pub identifiant: IdentifiantNational,
    pub score: Score,
}

/// What comparing says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody like this.
    Aucun,
    /// A person must look; the closest first.
    Proche(Vec<Candidat>),
    /// This is somebody known: attach instead (ENR-11).
    Exact(IdentifiantNational),
}

pub fn juger(traits: &Traits, candidats: &[(IdentifiantNational, Traits)]) -> Verdict {
    let memes: Vec<_> = candidats.iter().filter(|(_, autres)| score::memes(traits, autres)).collect();
    // two people are the same one: a person says which
    if let [(identifiant, _)] = memes[..] {
        return Verdict::Exact(identifiant.clone());
    }
    let mut proches: Vec<Candidat> = candidats
        .iter()
        .map(|(identifiant, autres)| Candidat { identifiant: identifiant.clone(), score: Score::entre(traits, autres) })
        .filter(|candidat| candidat.score >= Score::SEUIL)
        .collect();
    proches.sort_by(|a, b| (b.score, &a.identifiant).cmp(&(a.score, &b.identifiant)));
    if proches.is_empty() { Verdict::Aucun } else { Verdict::Proche(proches) }
}
