use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ambient::{Ambient, MovableClock, RestKey, Timestamp};
use annuaire::{Correspondance, Evenements, Numero, Personne};
use async_trait::async_trait;
use ecps::{Attestation, Probleme, chemin};
use futures::future::BoxFuture;
use mobile_device::{Contexte, Cout, Injoignable, Provider, Refus, ReponseBrute, Telephone};
use sante::IdentifiantNational;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::annuaire::{Annuaire, AnnuaireError};
use crate::ecps::*;
use crate::fakes::{FakeCompteurs, FakeJournal, FakePresence, FakeSpent, FakeStamps};
use crate::port::PortError;

pub const ALBA: &str = "899900000011";
pub const BRICE: &str = "899900000029";
pub const INCONNU: &str = "899900099999";
pub const SANS_MOBILE: &str = "899900000037";
pub const CODE: &str = "482913";
pub const CHEZ_ELLE: &str = "192.0.2.1";
pub const AILLEURS: &str = "198.51.100.7";

/// Whoever can be written to, what was written, who was woken, what was enrolled.
#[derive(Default)]
pub struct Dehors {
    pub sms: Mutex<Vec<String>>,
    pub courriels: Mutex<Vec<(String, String)>>,
    pub reveils: Mutex<Vec<String>>,
    pub appareils: Mutex<Vec<Appareil>>,
    taches: Mutex<Vec<BoxFuture<'static, ()>>>,
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

impl Ensuite for Dehors {
    fn lancer(&self, tache: BoxFuture<'static, ()>) {
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
            ALBA | BRICE => Ok(Correspondance { mobile: Some("+33639980001".to_owned()), courriel }),
            SANS_MOBILE => Ok(Correspondance { mobile: None, courriel }),
            _ => Err(AnnuaireError::Inconnue),
        }
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
}

/// One provider, its phones' network, and everything that can be looked at.
pub struct Banc {
    pub ambient: Ambient,
    pub horloge: Arc<MovableClock>,
    pub dehors: Arc<Dehors>,
    pub journal: Arc<FakeJournal>,
    pub stamps: Arc<FakeStamps>,
    compteurs: Arc<FakeCompteurs>,
    spent: Arc<FakeSpent>,
    pub activations: Activations,
    pub demandes: Demandes,
    reponses: Reponses,
    /// Path, question, answer of everything that was said.
    pub fil: Mutex<Vec<(String, String, String)>>,
    /// Words to swap in the provider's answers, as somebody in the middle would.
    pub altere: Mutex<Option<(String, String)>>,
    /// Answers are computed, then lost.
    pub perd: AtomicBool,
}

impl Banc {
    pub fn neuf(seed: u64) -> Self {
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(1_900_000_000), seed);
        let durable = (Arc::default(), Arc::default());
        Self::monter((ambient, horloge), Arc::default(), durable, vec![Attestation::Simulated])
    }

    pub fn production() -> Self {
        let banc = Self::neuf(1);
        let durable = (banc.compteurs, banc.spent);
        Self::monter((banc.ambient, banc.horloge), banc.dehors, durable, vec![Attestation::Hardware])
    }

    /// What lasts stays, what is short-lived is gone.
    pub fn redemarrer(self) -> Self {
        let durable = (self.compteurs, self.spent);
        Self::monter((self.ambient, self.horloge), self.dehors, durable, vec![Attestation::Simulated])
    }

    fn monter(
        (ambient, horloge): (Ambient, Arc<MovableClock>),
        dehors: Arc<Dehors>,
        (compteurs, spent): (Arc<FakeCompteurs>, Arc<FakeSpent>),
        attestations: Vec<Attestation>,
    ) -> Self {
        let (journal, stamps): (Arc<FakeJournal>, Arc<FakeStamps>) = Default::default();
        let socle = Arc::new(Socle {
            ambient: ambient.clone(),
            rest_key: RestKey::from_bytes(&[1; 32]),
            emballage: CleEmballage::from_bytes(&[2; 32]).unwrap(),
            reglages: Reglages::new("https://wallet.test", attestations),
            annuaire: dehors.clone(),
            appareils: dehors.clone(),
            compteurs: compteurs.clone(),
            spent: spent.clone(),
            presence: Arc::new(FakePresence::default()),
            stamps: stamps.clone(),
            journal: journal.clone(),
            messages: dehors.clone(),
            notification: dehors.clone(),
            ensuite: dehors.clone(),
        });
        let (activations, demandes) = (Activations::new(socle.clone()), Demandes::new(socle.clone()));
        let reponses = Reponses::new(socle);
        let fil = Mutex::default();
        Self {
            ambient,
            horloge,
            dehors,
            journal,
            stamps,
            compteurs,
            spent,
            activations,
            demandes,
            reponses,
            fil,
            altere: Mutex::default(),
            perd: AtomicBool::new(false),
        }
    }

    pub fn ctx(&self) -> Contexte<'_> {
        let attestation = Attestation::Simulated;
        Contexte { ambient: &self.ambient, provider: self, cout: Cout::ESSAIS_SEULEMENT, attestation }
    }

    /// Lets what was to be done afterwards be done.
    pub async fn ensuite(&self) {
        let taches = std::mem::take(&mut *self.dehors.taches.lock().unwrap());
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
        let sms = self.dehors.sms.lock().unwrap().last().map(|texte| six(texte)).unwrap();
        let courriel = self.dehors.courriels.lock().unwrap().last().map(|(_, texte)| six(texte)).unwrap();
        (sms, courriel)
    }

    pub async fn active(&self, identifiant: &str) -> Telephone {
        self.active_avec(identifiant, CODE).await
    }

    pub async fn active_avec(&self, identifiant: &str, code: &str) -> Telephone {
        let mut telephone = Telephone::neuf("telephone-1");
        telephone.activer(&self.ctx(), identifiant).await.unwrap();
        let (sms, courriel) = self.codes().await;
        telephone.confirmer(&self.ctx(), &sms, &courriel).await.unwrap();
        telephone.choisir_code(&self.ctx(), code).await.unwrap();
        telephone
    }

    pub fn nouvelle(&self, identifiant: &str, source: &str, cookie: Option<String>) -> NouvelleDemande {
        NouvelleDemande {
            identifiant: identifiant.to_owned(),
            client: "DUI des Tilleuls".to_owned(),
            lieu: "EHPAD FICTIF LES TILLEULS, tilleuls.example".to_owned(),
            action: "Se connecter".to_owned(),
            origine: Origine {
                cookie,
                source: Source::from(source.parse::<IpAddr>().unwrap()),
                navigateur: "Firefox sur Windows".to_owned(),
            },
        }
    }

    pub async fn ouvrir(&self, identifiant: &str) -> DemandeOuverte {
        self.demandes.ouvrir(self.nouvelle(identifiant, CHEZ_ELLE, None)).await.unwrap()
    }

    pub fn cookie_de(&self, identifiant: &str) -> Option<String> {
        let navigateurs = Navigateurs::new(self.ambient.clone(), RestKey::from_bytes(&[1; 32]));
        Some(navigateurs.ajouter(None, &identifiant.parse().unwrap()))
    }

    /// The last question that went to this path.
    pub fn derniere(&self, chemin: &str) -> String {
        let fil = self.fil.lock().unwrap();
        fil.iter().rev().find(|(c, _, _)| c == chemin).map(|(_, question, _)| question.clone()).unwrap()
    }

    async fn servir(&self, chemin: &str, corps: &str) -> Result<String, Probleme> {
        match chemin {
            chemin::ACTIVATIONS => {
                let demande: ecps::DemandeActivation = lire(corps);
                let source = Source::from(CHEZ_ELLE.parse::<IpAddr>().unwrap());
                dire(self.activations.ouvrir(&demande.identifiant, source).await)
            }
            chemin::CODES => dire(self.activations.confirmer(&lire(corps)).await),
            chemin::EVALUATION_INITIALE => dire(self.activations.evaluer(&lire(corps)).await),
            chemin::APPAREILS => dire(self.activations.enroler(&lire(corps)).await),
            chemin::DEMANDE => dire(self.reponses.consulter(&lire(corps)).await),
            chemin::EVALUATION => dire(self.reponses.evaluer(&lire(corps)).await),
            chemin::REPONSE => dire(self.reponses.repondre(&lire(corps)).await),
            autre => panic!("no such path: {autre}"),
        }
    }
}

#[async_trait]
impl Provider for Banc {
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable> {
        let (statut, mut reponse) = match self.servir(chemin, &corps).await {
            Ok(reponse) => (200, reponse),
            Err(probleme) => (400, serde_json::to_string(&probleme).unwrap()),
        };
        self.fil.lock().unwrap().push((chemin.to_owned(), corps, reponse.clone()));
        if self.perd.load(Ordering::SeqCst) {
            return Err(Injoignable("the answer was lost".to_owned()));
        }
        if let Some((de, a)) = &*self.altere.lock().unwrap() {
            reponse = reponse.replace(de, a);
        }
        Ok(ReponseBrute { statut, corps: reponse })
    }
}

fn lire<T: DeserializeOwned>(corps: &str) -> T {
    serde_json::from_str(corps).unwrap()
}

fn dire<T: Serialize>(resultat: Result<T, EcpsError>) -> Result<String, Probleme> {
    resultat.map(|reponse| serde_json::to_string(&reponse).unwrap()).map_err(|erreur| erreur.probleme())
}

/// The stable word of a refusal, `ok` when there is none.
pub fn mot<T>(resultat: Result<T, Refus>) -> String {
    resultat.map_or_else(|refus| refus.code(), |_| "ok".to_owned())
}

/// How many acts of each word.
pub fn actes(journal: &FakeJournal) -> HashMap<&'static str, usize> {
    journal.events().into_iter().fold(HashMap::new(), |mut compte, mot| {
        *compte.entry(mot).or_default() += 1;
        compte
    })
}
