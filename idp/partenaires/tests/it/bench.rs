//! The space with everything that is not a database in memory.

#![allow(dead_code, reason = "each crate that shares the bench uses its own part of it")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ambient::{Ambient, MovableClock, RestKey, SecretString, Timestamp};
use annuaire::Correspondance;
use async_trait::async_trait;
use futures::future::BoxFuture;
use idp_core::client::Registrar;
use idp_core::ecps::{Ensuite, Messages};
use idp_core::journal::{Acte, Journal};
use idp_core::outbound::{Documents, Expect, FetchError};
use idp_core::passkey::{Begun, Ceremonies, CeremonyError, Holder, Named, NewCredential, PasskeyId, Used};
use idp_core::port::PortError;
use idp_partenaires::{Acteur, Bureau, Deps, Entree, Fiche, OrganisationId, Reglages, SessionOuverte};
use idp_store::Sql;
use idp_store::presence::{Capacity, InProcess};
use tempfile::TempDir;
use uuid::Uuid;

pub const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);
pub const NOE: &str = "noe@editeur.example";

pub struct Bench {
    pub ambient: Ambient,
    pub clock: Arc<MovableClock>,
    pub sql: Arc<Sql>,
    pub boite: Arc<Boite>,
    pub taches: Arc<Taches>,
    pub journal: Arc<Registre>,
    pub documents: Arc<Adresses>,
    pub deps: Deps,
    pub entree: Entree,
    pub bureau: Bureau,
    _folder: TempDir,
}

impl Bench {
    /// As in the sandbox, unless `change` says otherwise.
    pub async fn new(change: impl FnOnce(&mut Reglages)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("idp.db").display());
        let sql = Arc::new(Sql::open(&url).await.unwrap());
        let (ambient, clock) = Ambient::fixed(NOW, 1);
        let mut reglages = Reglages {
            essai: true,
            local: true,
            cle_exigee: false,
            mtls: true,
            adresse: "https://partenaires.example".to_owned(),
        };
        change(&mut reglages);
        let (boite, taches, journal, documents) =
            (Arc::<Boite>::default(), Arc::<Taches>::default(), Arc::<Registre>::default(), Arc::<Adresses>::default());
        let registrar = Registrar {
            ambient: ambient.clone(),
            clients: sql.clone(),
            stamps: sql.clone(),
            streams: sql.clone(),
            journal: journal.clone(),
        };
        let deps = Deps {
            ambient: ambient.clone(),
            rest: RestKey::from_bytes(&[1; 32]),
            reglages,
            comptes: sql.clone(),
            liens: sql.clone(),
            cles: sql.clone(),
            organisations: sql.clone(),
            services: sql.clone(),
            demandes: sql.clone(),
            cles_api: sql.clone(),
            clients: sql.clone(),
            registrar,
            ceremonies: Arc::<Appareils>::default(),
            presence: Arc::new(InProcess::new(ambient.clone(), Capacity::default())),
            compteurs: sql.clone(),
            documents: documents.clone(),
            messages: boite.clone(),
            ensuite: taches.clone(),
            journal: journal.clone(),
        };
        let (entree, bureau) = (Entree::new(deps.clone()), Bureau::new(deps.clone()));
        Self { ambient, clock, sql, boite, taches, journal, documents, deps, entree, bureau, _folder: folder }
    }

    /// The secret of the link that a mail to this address holds.
    pub async fn lien(&self, courriel: &str) -> SecretString {
        self.entree.demander(courriel, "192.0.2.1").await.unwrap();
        self.taches.faire().await;
        let texte = self.boite.dernier(courriel.trim().to_lowercase().as_str()).unwrap();
        let secret = texte.split("?l=").nth(1).unwrap().split_whitespace().next().unwrap();
        SecretString::from(secret.to_owned())
    }

    pub async fn entrer(&self, courriel: &str) -> SessionOuverte {
        let lien = self.lien(courriel).await;
        self.entree.entrer(&lien).await.unwrap()
    }

    /// Noé's organisation, and Noé in it.
    pub async fn equipe(&self) -> (SessionOuverte, Acteur) {
        let noe = self.entrer(NOE).await;
        let organisation = self.bureau.creer_organisation(&noe.session, "Équipe Dossier").await.unwrap();
        let acteur = self.acteur(&noe, &organisation.id).await;
        (noe, acteur)
    }

    pub async fn acteur(&self, ouverte: &SessionOuverte, id: &OrganisationId) -> Acteur {
        self.bureau.acteur(&ouverte.session, id).await.unwrap().1
    }
}

pub fn fiche() -> Fiche {
    Fiche {
        nom: "Dossier résident".into(),
        lieu: "EHPAD FICTIF LES TILLEULS".into(),
        adresses_retour: vec!["https://tilleuls.example/retour".into()],
        ..Fiche::default()
    }
}

/// Mails, by address.
#[derive(Default)]
pub struct Boite(Mutex<Vec<(String, String)>>);

impl Boite {
    pub fn dernier(&self, courriel: &str) -> Option<String> {
        self.0.lock().unwrap().iter().rev().find(|(a, _)| a == courriel).map(|(_, texte)| texte.clone())
    }

    pub fn combien(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

#[async_trait]
impl Messages for Boite {
    async fn sms(&self, _to: &Correspondance, _text: &str) -> Result<(), PortError> {
        Err(PortError::unavailable("sms", "partners have none"))
    }

    async fn courriel(&self, to: &Correspondance, _sujet: &str, text: &str) -> Result<(), PortError> {
        self.0.lock().unwrap().push((to.courriel.clone().unwrap(), text.to_owned()));
        Ok(())
    }
}

/// Work that waits until the test lets it be done.
#[derive(Default)]
pub struct Taches(Mutex<Vec<BoxFuture<'static, ()>>>);

impl Taches {
    pub async fn faire(&self) {
        let taches = std::mem::take(&mut *self.0.lock().unwrap());
        for tache in taches {
            tache.await;
        }
    }
}

impl Ensuite for Taches {
    fn lancer(&self, tache: BoxFuture<'static, ()>) {
        self.0.lock().unwrap().push(tache);
    }
}

#[derive(Default)]
pub struct Registre(Mutex<Vec<Acte>>);

impl Registre {
    pub fn mots(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().iter().map(|acte| acte.event).collect()
    }

    pub fn texte(&self) -> String {
        format!("{:?}", self.0.lock().unwrap())
    }
}

#[async_trait]
impl Journal for Registre {
    async fn record(&self, acte: Acte) -> Result<(), PortError> {
        self.0.lock().unwrap().push(acte);
        Ok(())
    }
}

/// What addresses give; those of this machine are guarded.
#[derive(Default)]
pub struct Adresses {
    tenues: Mutex<HashMap<String, String>>,
    appelees: Mutex<Vec<String>>,
}

impl Adresses {
    pub fn appelees(&self) -> Vec<String> {
        self.appelees.lock().unwrap().clone()
    }
}

#[async_trait]
impl Documents for Adresses {
    async fn fetch(&self, url: &str, _expect: Expect) -> Result<Vec<u8>, FetchError> {
        self.appelees.lock().unwrap().push(url.to_owned());
        match self.tenues.lock().unwrap().get(url) {
            _ if url.contains("interne") => Err(FetchError::Guarded("its host resolves to a private address")),
            Some(text) => Ok(text.clone().into_bytes()),
            None => Err(FetchError::Unreachable),
        }
    }
}

/// Ceremonies that check the question alone: an answer is `question id handle counter`.
#[derive(Default)]
pub struct Appareils(Mutex<u32>);

impl Appareils {
    /// The answer of a device to these options.
    pub fn repond(options: &str, id: &str, handle: Uuid, counter: u32) -> String {
        format!("{} {id} {handle} {counter}", options.split(' ').next().unwrap())
    }

    /// For whom these options of an enrolment are.
    pub fn handle(options: &str) -> Uuid {
        options.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn begin(&self, handle: Uuid) -> Begun {
        let mut asked = self.0.lock().unwrap();
        *asked += 1;
        Begun { options: format!("{asked} {handle}"), state: asked.to_string() }
    }

    fn read<'a>(state: Option<&str>, answer: &'a str) -> Result<Vec<&'a str>, CeremonyError> {
        let parts: Vec<&str> = answer.split(' ').collect();
        match parts.len() == 4 && state.is_none_or(|state| state == parts[0]) {
            true => Ok(parts),
            false => Err(CeremonyError::Refused("another question".to_owned())),
        }
    }
}

impl Ceremonies for Appareils {
    fn vouched_only(&self) -> bool {
        false
    }

    fn begin_enrolment(&self, holder: &Holder, _known: &[&str]) -> Result<Begun, CeremonyError> {
        Ok(self.begin(holder.handle))
    }

    fn finish_enrolment(&self, state: &str, answer: &str) -> Result<NewCredential, CeremonyError> {
        let parts = Self::read(Some(state), answer)?;
        Ok(NewCredential {
            id: PasskeyId::from(parts[1]),
            credential: "{}".to_owned(),
            counter: 1,
            attested: false,
            synchronised: true,
            discoverable: true,
        })
    }

    fn begin_login(&self) -> Result<Begun, CeremonyError> {
        Ok(self.begin(Uuid::nil()))
    }

    fn named(&self, answer: &str) -> Result<Named, CeremonyError> {
        let parts = Self::read(None, answer)?;
        Ok(Named { id: PasskeyId::from(parts[1]), handle: parts[2].parse().ok() })
    }

    fn finish_login(&self, state: &str, answer: &str, _credential: &str) -> Result<Used, CeremonyError> {
        let parts = Self::read(Some(state), answer)?;
        Ok(Used { counter: parts[3].parse().unwrap_or(0), credential: "{}".to_owned() })
    }
}
