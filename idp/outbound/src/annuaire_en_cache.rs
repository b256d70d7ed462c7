use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ambient::Ambient;
use annuaire::{Correspondance, Evenements, Numero, Personne};
use async_trait::async_trait;
use idp_core::annuaire::{Annuaire, AnnuaireError};
use sante::IdentifiantNational;

use crate::fraicheur::{Fraicheur, VALIDITE};

/// People kept at once; the one who came first leaves first.
const PLACES: usize = 4_096;

/// The registry, with the people that were lately read: used only while the event cursor was confirmed less than two
/// seconds ago, and forgotten one by one as events name them. Everything else goes to the registry.
pub struct AnnuaireEnCache {
    source: Arc<dyn Annuaire>,
    fraicheur: Arc<Fraicheur>,
    ambient: Ambient,
    gardees: Mutex<Gardees>,
}

#[derive(Default)]
struct Gardees {
    personnes: HashMap<IdentifiantNational, Personne>,
    ordre: VecDeque<IdentifiantNational>,
    /// Grows at each forgetting: an answer that was asked for before it may be older than the event, and is not kept.
    oublis: u64,
}

impl AnnuaireEnCache {
    pub fn new(source: Arc<dyn Annuaire>, fraicheur: Arc<Fraicheur>, ambient: Ambient) -> Self {
        Self { source, fraicheur, ambient, gardees: Mutex::default() }
    }

    /// An event named this person.
    pub fn oublier(&self, identifiant: &IdentifiantNational) {
        let mut gardees = self.gardees();
        gardees.oublis += 1;
        if gardees.personnes.remove(identifiant).is_some() {
            gardees.ordre.retain(|autre| autre != identifiant);
        }
    }

    fn gardee(&self, identifiant: &IdentifiantNational) -> Result<Personne, u64> {
        let gardees = self.gardees();
        let fraiche = self.fraicheur.a_moins_de(VALIDITE, self.ambient.now());
        gardees.personnes.get(identifiant).filter(|_| fraiche).cloned().ok_or(gardees.oublis)
    }

    fn garder(&self, personne: &Personne, oublis: u64) {
        let mut gardees = self.gardees();
        if gardees.oublis != oublis {
            return;
        }
        if gardees.personnes.insert(personne.identifiant.clone(), personne.clone()).is_none() {
            gardees.ordre.push_back(personne.identifiant.clone());
        }
        if gardees.ordre.len() > PLACES
            && let Some(premiere) = gardees.ordre.pop_front()
        {
            gardees.personnes.remove(&premiere);
        }
    }

    fn gardees(&self) -> MutexGuard<'_, Gardees> {
        self.gardees.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Annuaire for AnnuaireEnCache {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        let oublis = match self.gardee(identifiant) {
            Ok(personne) => return Ok(personne),
            Err(oublis) => oublis,
        };
        let lue = self.source.personne(identifiant).await;
        match &lue {
            Ok(personne) => self.garder(personne, oublis),
            Err(AnnuaireError::HorsService(_)) => {}
            Err(AnnuaireError::Inconnue | AnnuaireError::Desactivee) => self.oublier(identifiant),
        }
        lue
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        self.source.correspondance(identifiant).await
    }

    async fn activation(&self, identifiant: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        self.source.activation(identifiant).await
    }

    async fn evenements(&self, apres: Numero, attente: u32) -> Result<Evenements, AnnuaireError> {
        self.source.evenements(apres, attente).await
    }
}

#[cfg(test)]
mod tests;
