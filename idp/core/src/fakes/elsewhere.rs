use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Mutex;

use ambient::{Ambient, Seconds};
use annuaire::{Exercice, Situation};
use async_trait::async_trait;
use ecps::DemandeId;
use idp_core::ciba::{AuthenticationDevices, Metiers, Pause};
use idp_core::ecps::{DemandeError, DemandeEtat, Ensuite, NouvelleDemande, Origine, Prise};
use idp_core::moyen::{Authentication, MoyenKind};
use idp_core::port::PortError;
use sante::IdentifiantNational;

/// Says the codes.
#[derive(Default)]
pub struct FakeMetiers;

impl Metiers for FakeMetiers {
    fn dits(&self, exercice: &Exercice, situation: &Situation) -> String {
        format!("Profession {}. Rôle {}.", exercice.code_profession, situation.code_genre_activite)
    }
}

type Tache = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Work that waits until the test lets it be done.
#[derive(Default)]
pub struct FakeEnsuite {
    taches: Mutex<Vec<Tache>>,
    /// Seconds of each pause.
    pub pauses: Mutex<Vec<i64>>,
}

impl FakeEnsuite {
    pub async fn ensuite(&self) {
        let taches = std::mem::take(&mut *self.taches.lock().unwrap());
        for tache in taches {
            tache.await;
        }
    }
}

impl Ensuite for FakeEnsuite {
    fn lancer(&self, tache: Tache) {
        self.taches.lock().unwrap().push(tache);
    }
}

#[async_trait]
impl Pause for FakeEnsuite {
    async fn pause(&self, length: Seconds) {
        self.pauses.lock().unwrap().push(length.0);
    }
}

/// Phones that services ask, and that answer as the test says.
pub struct FakeDevices {
    ambient: Ambient,
    asked: Mutex<HashMap<DemandeId, Asked>>,
    /// Requests that are still let in.
    pub room: Mutex<usize>,
    /// The phones were revoked, replaced or locked since they approved.
    pub retired: Mutex<bool>,
}

#[derive(Clone)]
struct Asked {
    personne: IdentifiantNational,
    nouvelle: NouvelleDemande,
    etat: DemandeEtat,
    situation: Option<String>,
}

impl FakeDevices {
    pub fn new(ambient: Ambient) -> Self {
        Self { ambient, asked: Mutex::default(), room: Mutex::new(usize::MAX), retired: Mutex::default() }
    }

    /// Every request that waits gets this answer, with this place.
    pub fn answer(&self, etat: DemandeEtat, situation: Option<&str>) {
        for asked in self.asked.lock().unwrap().values_mut() {
            asked.etat = etat;
            asked.situation = situation.map(str::to_owned);
        }
    }

    /// What the phones show.
    pub fn shown(&self) -> Vec<(DemandeId, NouvelleDemande)> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(id, asked)| (id.clone(), asked.nouvelle.clone())).collect()
    }
}

#[async_trait]
impl AuthenticationDevices for FakeDevices {
    async fn admettre(&self, _personne: &IdentifiantNational, _origine: &Origine) -> Result<(), DemandeError> {
        let mut room = self.room.lock().unwrap();
        *room = room.checked_sub(1).ok_or(DemandeError::TropDeDemandes)?;
        Ok(())
    }

    async fn poser(
        &self,
        id: DemandeId,
        personne: IdentifiantNational,
        nouvelle: NouvelleDemande,
    ) -> Result<(), DemandeError> {
        let asked = Asked { personne, nouvelle, etat: DemandeEtat::EnAttente, situation: None };
        self.asked.lock().unwrap().insert(id, asked);
        Ok(())
    }

    async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError> {
        Ok(self.asked.lock().unwrap().get(id).map_or(DemandeEtat::Expiree, |asked| asked.etat))
    }

    async fn prendre(&self, id: &DemandeId) -> Result<Prise, DemandeError> {
        let asked = self.asked.lock().unwrap().remove(id).ok_or(DemandeError::DejaPrise)?;
        let (kind, at) = (MoyenKind::Ecps, self.ambient.now());
        let preuve = Authentication { personne: asked.personne, kind, moyen: "phone-1".into(), at, plafond: None };
        Ok(Prise { preuve, situation: asked.situation })
    }

    async fn sert(&self, _preuve: &Authentication) -> Result<bool, PortError> {
        Ok(!*self.retired.lock().unwrap())
    }
}
