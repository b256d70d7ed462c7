use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ambient::{Ambient, MovableClock, RestKey, Timestamp};
use async_trait::async_trait;
use ecps::{Attestation, Probleme, chemin};
use mobile_device::{Contexte, Cout, Injoignable, Provider, Refus, ReponseBrute, Telephone};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ecps::*;
pub use crate::fakes::dehors::{ALBA, BRICE, Dehors, SANS_MOBILE, TROP_TOT};
use crate::fakes::{FakeCompteurs, FakeJournal, FakePresence, FakeSpent, FakeStamps};

pub const INCONNU: &str = "899900099999";
pub const CODE: &str = "482913";
pub const CHEZ_ELLE: &str = "192.0.2.1";
pub const AILLEURS: &str = "198.51.100.7";

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
    pub vies: Vies,
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

    /// The same provider under settings that take real phones only.
    pub fn en_production(self) -> Self {
        let durable = (self.compteurs, self.spent);
        Self::monter((self.ambient, self.horloge), self.dehors, durable, vec![Attestation::Hardware])
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
            ecoute: dehors.clone(),
        });
        let (activations, demandes) = (Activations::new(socle.clone()), Demandes::new(socle.clone()));
        let (reponses, vies) = (Reponses::new(socle.clone()), Vies::new(socle));
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
            vies,
            fil,
            altere: Mutex::default(),
            perd: AtomicBool::new(false),
        }
    }

    pub fn ctx(&self) -> Contexte<'_> {
        let attestation = Attestation::Simulated;
        Contexte { ambient: &self.ambient, provider: self, cout: Cout::ESSAIS_SEULEMENT, attestation }
    }

    pub async fn ensuite(&self) {
        self.dehors.ensuite().await;
    }

    /// The codes of the last SMS and of the last mail.
    pub async fn codes(&self) -> (String, String) {
        self.dehors.codes().await
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
            service: "dui".into(),
            client: "DUI des Tilleuls".to_owned(),
            lieu: "EHPAD FICTIF LES TILLEULS, tilleuls.example".to_owned(),
            action: "Se connecter".to_owned(),
            origine: Origine::Navigateur {
                cookie,
                source: Source::from(source.parse::<IpAddr>().unwrap()),
                navigateur: "Firefox sur Windows".to_owned(),
            },
            nombre: None,
            lieux: Vec::new(),
            vie: None,
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
            chemin::CARTE => dire(self.activations.lire_carte(&lire(corps)).await),
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
