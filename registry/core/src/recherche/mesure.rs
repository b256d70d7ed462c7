use std::net::IpAddr;
use std::sync::Arc;

use ambient::{Ambient, Seconds};
use sante::IdentifiantNational;

use super::RechercheError;
use crate::compteur::{Compteurs, Limite};

/// Searches are counted, so that nobody carries the registry away question by question (R06): strangers by the address
/// that they come from, agents by who they are, whichever door they take.
#[derive(Clone)]
pub struct Mesure {
    ambient: Ambient,
    compteurs: Arc<dyn Compteurs>,
    limites: Limites,
}

/// How many searches, each of which names fifty people at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rythme {
    pub par_minute: u32,
    pub par_jour: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limites {
    /// Of one address at the public directory: a whole hospital may come from one.
    pub annuaire: Rythme,
    /// Of one agent.
    pub agent: Rythme,
}

impl Default for Limites {
    fn default() -> Self {
        Self { annuaire: Rythme { par_minute: 30, par_jour: 1_000 }, agent: Rythme { par_minute: 60, par_jour: 2_000 } }
    }
}

impl Mesure {
    pub fn new(ambient: Ambient, compteurs: Arc<dyn Compteurs>, limites: Limites) -> Self {
        Self { ambient, compteurs, limites }
    }

    /// The same with other bounds.
    #[must_use]
    pub fn avec(self, limites: Limites) -> Self {
        Self { limites, ..self }
    }

    /// A stranger at the public directory. The count knows nothing of what is looked for, nor of what would be found.
    pub async fn inconnu(&self, source: IpAddr) -> Result<(), RechercheError> {
        self.compter(&format!("annuaire:{source}"), self.limites.annuaire).await
    }

    pub async fn agent(&self, agent: &IdentifiantNational) -> Result<(), RechercheError> {
        self.compter(&format!("agent:{agent}"), self.limites.agent).await
    }

    async fn compter(&self, qui: &str, rythme: Rythme) -> Result<(), RechercheError> {
        let maintenant = self.ambient.now();
        let fenetres =
            [("minute", rythme.par_minute, Seconds::minutes(1)), ("jour", rythme.par_jour, Seconds::hours(24))];
        for (nom, fois, fenetre) in fenetres {
            let comptee = self.compteurs.compter(&format!("{qui}:{nom}"), Limite { fois, fenetre }, maintenant).await?;
            comptee.admise(maintenant).map_err(RechercheError::TropDeQuestions)?;
        }
        Ok(())
    }
}
