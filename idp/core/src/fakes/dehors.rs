//! Everything outside the provider of e-CPS, in memory; the web crate's tests share it.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Mutex;

use ambient::{Ambient, Timestamp};
use annuaire::{Correspondance, Evenements, Numero, Personne};
use async_trait::async_trait;
use idp_core::annuaire::{Annuaire, AnnuaireError};
use idp_core::ecps::{Appareil, AppareilEtat, Appareils, Ecoute, Ensuite, Messages, Notification, Replaced};
use idp_core::port::PortError;
use sante::IdentifiantNational;

pub const ALBA: &str = "899900000011";
pub const BRICE: &str = "899900000029";
pub const SANS_MOBILE: &str = "899900000037";
/// Registered an hour ago.
pub const TROP_TOT: &str = "899900000045";

type Tache = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Whoever can be written to, what was written, who was woken, what was enrolled.
#[derive(Default)]
pub struct Dehors {
    pub sms: Mutex<Vec<String>>,
    pub courriels: Mutex<Vec<(String, String)>>,
    pub reveils: Mutex<Vec<String>>,
    pub appareils: Mutex<Vec<Appareil>>,
    pub rangs: Mutex<HashMap<ecps::AppareilId, u64>>,
    pub rappels: Mutex<HashMap<ecps::AppareilId, i64>>,
    pub taches: Mutex<Vec<Tache>>,
    /// Requests of services that have ended.
    pub terminees: Mutex<Vec<ecps::DemandeId>>,
    /// Whose activation the registry was told.
    pub activees: Mutex<Vec<String>>,
    /// Holders of a card of a structure, by the number of their card.
    pub porteurs: Mutex<Vec<String>>,
    pub registre_coupe: Mutex<bool>,
    /// The registry's clock, and until when the contact data that ALBA has just changed activate nothing.
    pub refroidit: Mutex<Option<(Ambient, Timestamp)>>,
}

#[async_trait]
impl Messages for Dehors {
    async fn sms(&self, _to: &Correspondance, text: &str) -> Result<(), PortError> {
        self.sms.lock().unwrap().push(text.to_owned());
        Ok(())
    }

    async fn courriel(&self, _to: &Correspondance, sujet: &str, text: &str) -> Result<(), PortError> {
        self.courriels.lock().unwrap().push((sujet.to_owned(), text.to_owned()));
        Ok(())
    }
}

#[async_trait]
impl Notification for Dehors {
    async fn reveiller(&self, notification: &str) -> Result<(), PortError> {
        self.reveils.lock().unwrap().push(notification.to_owned());
        Ok(())
    }
}

#[async_trait]
impl Ecoute for Dehors {
    async fn terminee(&self, demande: &ecps::DemandeId) {
        self.terminees.lock().unwrap().push(demande.clone());
    }
}

impl Ensuite for Dehors {
    fn lancer(&self, tache: Tache) {
        self.taches.lock().unwrap().push(tache);
    }
}

#[async_trait]
impl Annuaire for Dehors {
    async fn personne(&self, _identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        Err(AnnuaireError::Inconnue)
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        let courriel = Some("alba@exemple.test".to_owned());
        match identifiant.to_string().as_str() {
            ALBA | BRICE => {
                let activation_des = self.refroidit.lock().unwrap().as_ref().map(|(_, des)| *des);
                Ok(Correspondance { mobile: Some("+33639980001".to_owned()), courriel, activation_des })
            }
            SANS_MOBILE => Ok(Correspondance { courriel, ..Correspondance::default() }),
            TROP_TOT => {
                let activation_des = Some(Timestamp::from_seconds(1_900_003_600));
                Ok(Correspondance { mobile: Some("+33639980004".to_owned()), courriel, activation_des })
            }
            porteur if self.porteurs.lock().unwrap().iter().any(|connu| connu == porteur) => {
                Ok(Correspondance { mobile: Some("+33639980009".to_owned()), courriel, activation_des: None })
            }
            _ => Err(AnnuaireError::Inconnue),
        }
    }

    async fn activation(&self, identifiant: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        if *self.registre_coupe.lock().unwrap() {
            return Err(AnnuaireError::HorsService("cut off".to_owned()));
        }
        let refroidit = self.refroidit.lock().unwrap();
        if refroidit.as_ref().is_some_and(|(ambient, des)| ambient.now() < *des) {
            return Ok(false);
        }
        self.activees.lock().unwrap().push(identifiant.to_string());
        Ok(true)
    }

    async fn evenements(&self, _apres: Numero, _attente: u32) -> Result<Evenements, AnnuaireError> {
        Ok(Evenements { evenements: vec![], dernier: Numero(0) })
    }
}

#[async_trait]
impl Appareils for Dehors {
    async fn enroler(&self, appareil: &Appareil) -> Result<Replaced, PortError> {
        let mut appareils = self.appareils.lock().unwrap();
        let ancien = appareils.iter_mut().find(|a| {
            a.personne == appareil.personne && matches!(a.etat, AppareilEtat::Actif | AppareilEtat::Verrouille)
        });
        let remplace = ancien.map(|ancien| {
            ancien.etat = AppareilEtat::Remplace;
            ancien.id.clone()
        });
        appareils.push(appareil.clone());
        Ok(Replaced(remplace))
    }

    async fn appareil(&self, id: &ecps::AppareilId) -> Result<Option<Appareil>, PortError> {
        Ok(self.appareils.lock().unwrap().iter().find(|a| a.id == *id).cloned())
    }

    async fn de_personne(&self, personne: &IdentifiantNational) -> Result<Option<Appareil>, PortError> {
        let appareils = self.appareils.lock().unwrap();
        let mut siens = appareils.iter().filter(|a| a.personne == *personne);
        Ok(siens.find(|a| matches!(a.etat, AppareilEtat::Actif | AppareilEtat::Verrouille)).cloned())
    }

    async fn passer(&self, id: &ecps::AppareilId, from: AppareilEtat, to: AppareilEtat) -> Result<bool, PortError> {
        let mut appareils = self.appareils.lock().unwrap();
        let trouve = appareils.iter_mut().find(|a| a.id == *id && a.etat == from);
        Ok(trouve.map(|a| a.etat = to).is_some())
    }

    async fn avancer(&self, id: &ecps::AppareilId, rang: u64) -> Result<bool, PortError> {
        let mut rangs = self.rangs.lock().unwrap();
        let dernier = rangs.entry(id.clone()).or_default();
        let avance = *dernier < rang;
        *dernier = rang.max(*dernier);
        Ok(avance)
    }

    async fn a_rappeler(
        &self,
        now: Timestamp,
        avant: Timestamp,
        (jours, _au_plus): (i64, u32),
    ) -> Result<Vec<Appareil>, PortError> {
        let rappels = self.rappels.lock().unwrap();
        let appareils = self.appareils.lock().unwrap();
        let dus = appareils.iter().filter(|a| {
            let finit = a.etat == AppareilEtat::Actif && now < a.expire_le && a.expire_le <= avant;
            finit && rappels.get(&a.id).is_none_or(|dit| *dit > jours)
        });
        Ok(dus.cloned().collect())
    }

    async fn rappele(&self, id: &ecps::AppareilId, jours: i64) -> Result<bool, PortError> {
        let mut rappels = self.rappels.lock().unwrap();
        let neuf = rappels.get(id).is_none_or(|dit| *dit > jours);
        if neuf {
            rappels.insert(id.clone(), jours);
        }
        Ok(neuf)
    }
}

impl Dehors {
    /// Lets what was to be done afterwards be done.
    pub async fn ensuite(&self) {
        let taches = std::mem::take(&mut *self.taches.lock().unwrap());
        for tache in taches {
            tache.await;
        }
    }

    /// The codes of the last SMS and of the last mail.
    pub async fn codes(&self) -> (String, String) {
        self.ensuite().await;
        let six = |texte: &str| {
            let mots = texte.split(|c: char| !c.is_ascii_digit());
            mots.filter(|mot| mot.len() == 6).map(str::to_owned).next().unwrap()
        };
        let sms = self.sms.lock().unwrap().last().map(|texte| six(texte)).unwrap();
        let courriel = self.courriels.lock().unwrap().last().map(|(_, texte)| six(texte)).unwrap();
        (sms, courriel)
    }
}
