use std::sync::Mutex;

use ambient::MovableClock;
use annuaire::{Correspondance, Evenements, Fait, Personne};
use async_trait::async_trait;
use idp_core::stamp::{Subject, SubjectKind};
use sante::{IdentifiantNational, SituationId};

use super::*;
use crate::fabrique::{identifiant, personne};

/// A registry whose log is written by the test; `page` events at most an answer.
struct Registre {
    journal: Mutex<Vec<Evenement>>,
    panne: Mutex<bool>,
    lectures: Mutex<u32>,
    attentes: Mutex<Vec<u32>>,
    page: usize,
}

#[async_trait]
impl Annuaire for Registre {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        *self.lectures.lock().unwrap() += 1;
        Ok(personne(identifiant))
    }

    async fn correspondance(&self, _: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        Err(AnnuaireError::Inconnue)
    }

    async fn activation(&self, _: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        Ok(true)
    }

    async fn evenements(&self, apres: Numero, attente: u32) -> Result<Evenements, AnnuaireError> {
        self.attentes.lock().unwrap().push(attente);
        if *self.panne.lock().unwrap() {
            return Err(AnnuaireError::HorsService("cut off".to_owned()));
        }
        let journal = self.journal.lock().unwrap();
        let dernier = journal.last().map_or(Numero(0), |evenement| evenement.numero);
        let suite = journal.iter().filter(|evenement| evenement.numero > apres);
        Ok(Evenements { evenements: suite.take(self.page).cloned().collect(), dernier })
    }
}

/// A stored cursor with the stamps that came with each move.
#[derive(Default)]
struct Magasin {
    position: Mutex<i64>,
    empreintes: Mutex<Vec<(Subject, Timestamp)>>,
    /// Another node moves the cursor there just before the next move.
    devance: Mutex<Option<i64>>,
}

#[async_trait]
impl Cursor for Magasin {
    async fn position(&self) -> Result<Numero, PortError> {
        Ok(Numero(*self.position.lock().unwrap()))
    }

    async fn advance(&self, from: Numero, to: Numero, stamps: &[(Subject, Timestamp)]) -> Result<bool, PortError> {
        let mut position = self.position.lock().unwrap();
        if let Some(autre) = self.devance.lock().unwrap().take() {
            *position = autre;
        }
        if *position != from.0 {
            return Ok(false);
        }
        *position = to.0;
        self.empreintes.lock().unwrap().extend_from_slice(stamps);
        Ok(true)
    }
}

struct Decor {
    registre: Arc<Registre>,
    magasin: Arc<Magasin>,
    cache: Arc<AnnuaireEnCache>,
    fraicheur: Arc<Fraicheur>,
    ambient: Ambient,
    horloge: Arc<MovableClock>,
    oreille: Arc<Oreille>,
    suiveur: Suiveur,
}

/// Remembers what it hears.
#[derive(Default)]
struct Oreille(Mutex<Vec<Numero>>);

#[async_trait]
impl Ear for Oreille {
    async fn hear(&self, evenement: &Evenement) -> Result<(), PortError> {
        self.0.lock().unwrap().push(evenement.numero);
        Ok(())
    }
}

impl Decor {
    fn avec_pages_de(page: usize) -> Self {
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(1_795_000_000), 1);
        let registre = Registre {
            journal: Mutex::default(),
            panne: Mutex::default(),
            lectures: Mutex::default(),
            attentes: Mutex::default(),
            page,
        };
        let (registre, magasin, fraicheur) = (Arc::new(registre), Arc::new(Magasin::default()), Arc::default());
        let cache = Arc::new(AnnuaireEnCache::new(registre.clone(), Arc::clone(&fraicheur), ambient.clone()));
        let oreille = Arc::new(Oreille::default());
        let suiveur = Suiveur::new(Appuis {
            annuaire: registre.clone(),
            cursor: magasin.clone(),
            cache: cache.clone(),
            fraicheur: Arc::clone(&fraicheur),
            oreille: oreille.clone(),
            ambient: ambient.clone(),
        });
        Self { registre, magasin, cache, fraicheur, ambient, horloge, oreille, suiveur }
    }

    fn arrive(&self, n: u64, fait: Fait) {
        let mut journal = self.registre.journal.lock().unwrap();
        let numero = Numero(journal.len() as i64 + 1);
        journal.push(Evenement { numero, survenu: self.ambient.now(), personne: identifiant(n), fait });
    }

    fn empreintes(&self) -> Vec<(Subject, Timestamp)> {
        self.magasin.empreintes.lock().unwrap().clone()
    }

    fn position(&self) -> i64 {
        *self.magasin.position.lock().unwrap()
    }
}

fn terminee(id: &str, fin: Timestamp) -> Fait {
    Fait::SituationTerminee { situation: SituationId::from(id), fin }
}

// requirement: R05
#[tokio::test]
async fn what_ends_access_raises_a_stamp_with_the_cursor() {
    let mut decor = Decor::avec_pages_de(100);
    let now = decor.ambient.now();
    decor.arrive(1, Fait::PersonneModifiee);
    decor.arrive(1, Fait::PersonneDesactivee);
    decor.arrive(2, terminee("s-2", now.minus(Seconds(86_400))));
    decor.arrive(3, Fait::CorrespondanceModifiee);
    decor.horloge.advance(Seconds(1));
    decor.suiveur.tour().await.unwrap();
    let appris = now.plus(Seconds(1));
    let attendues =
        vec![(SubjectKind::Personne.of(identifiant(1)), appris), (SubjectKind::Situation.of("s-2"), appris)];
    assert_eq!((decor.empreintes(), decor.position()), (attendues, 4));
}

// requirement: R05
#[tokio::test]
async fn an_end_to_come_cuts_nothing_before_its_date() {
    let mut decor = Decor::avec_pages_de(100);
    decor.arrive(1, terminee("s-1", decor.ambient.now().plus(Seconds::hours(24))));
    decor.suiveur.tour().await.unwrap();
    assert_eq!((decor.empreintes(), decor.position()), (Vec::new(), 1));
}

#[tokio::test]
async fn an_end_that_a_registry_ahead_of_us_calls_past_is_past() {
    let mut decor = Decor::avec_pages_de(100);
    let en_avance = decor.ambient.now().plus(Seconds(1));
    decor.arrive(1, terminee("s-1", en_avance));
    decor.registre.journal.lock().unwrap()[0].survenu = en_avance;
    decor.suiveur.tour().await.unwrap();
    assert_eq!(decor.empreintes(), vec![(SubjectKind::Situation.of("s-1"), en_avance)]);
}

#[tokio::test]
async fn nothing_is_confirmed_before_the_last_page() {
    let mut decor = Decor::avec_pages_de(1);
    decor.arrive(1, Fait::PersonneModifiee);
    decor.arrive(2, Fait::PersonneModifiee);
    decor.suiveur.tour().await.unwrap();
    assert_eq!(decor.fraicheur.confirmee_le(), None);
    decor.suiveur.tour().await.unwrap();
    assert_eq!(decor.fraicheur.confirmee_le(), Some(decor.ambient.now()));
}

#[tokio::test]
async fn an_event_reaches_the_cache() {
    let mut decor = Decor::avec_pages_de(100);
    decor.suiveur.tour().await.unwrap();
    for _ in 0..2 {
        decor.cache.personne(&identifiant(1)).await.unwrap();
    }
    assert_eq!(*decor.registre.lectures.lock().unwrap(), 1);
    decor.arrive(1, Fait::PersonneModifiee);
    decor.suiveur.tour().await.unwrap();
    decor.cache.personne(&identifiant(1)).await.unwrap();
    assert_eq!(*decor.registre.lectures.lock().unwrap(), 2);
}

#[tokio::test]
async fn a_cut_loses_no_event() {
    let mut decor = Decor::avec_pages_de(100);
    decor.suiveur.tour().await.unwrap();
    let confirmee = decor.fraicheur.confirmee_le();
    *decor.registre.panne.lock().unwrap() = true;
    decor.arrive(1, Fait::PersonneDesactivee);
    decor.horloge.advance(Seconds(10));
    assert!(decor.suiveur.tour().await.is_err());
    assert_eq!(decor.fraicheur.confirmee_le(), confirmee);
    *decor.registre.panne.lock().unwrap() = false;
    decor.suiveur.tour().await.unwrap();
    assert_eq!(decor.empreintes().len(), 1);
}

#[tokio::test]
async fn a_cursor_that_went_back_is_replayed() {
    let mut decor = Decor::avec_pages_de(100);
    decor.arrive(1, Fait::PersonneDesactivee);
    decor.suiveur.tour().await.unwrap();
    *decor.magasin.position.lock().unwrap() = 0;
    decor.magasin.empreintes.lock().unwrap().clear();
    decor.suiveur.tour().await.unwrap();
    assert_eq!((decor.empreintes().len(), decor.position()), (1, 1));
}

#[tokio::test]
async fn events_that_another_node_stored_are_not_stored_again() {
    let mut decor = Decor::avec_pages_de(100);
    decor.arrive(1, Fait::PersonneDesactivee);
    decor.arrive(2, Fait::PersonneDesactivee);
    *decor.magasin.devance.lock().unwrap() = Some(1);
    decor.suiveur.tour().await.unwrap();
    let sujets: Vec<Subject> = decor.empreintes().into_iter().map(|(sujet, _)| sujet).collect();
    assert_eq!((sujets, decor.position()), (vec![SubjectKind::Personne.of(identifiant(2))], 2));
}

#[tokio::test]
async fn a_log_that_lost_its_end_confirms_nothing() {
    let mut decor = Decor::avec_pages_de(100);
    *decor.magasin.position.lock().unwrap() = 7;
    assert!(matches!(decor.suiveur.tour().await, Err(SuiviError::EnRetard { .. })));
    assert_eq!(decor.fraicheur.confirmee_le(), None);
}

#[tokio::test]
async fn a_log_out_of_order_is_not_applied() {
    let mut decor = Decor::avec_pages_de(100);
    decor.arrive(1, Fait::PersonneDesactivee);
    decor.arrive(2, Fait::PersonneDesactivee);
    decor.registre.journal.lock().unwrap()[0].numero = Numero(2);
    assert!(matches!(decor.suiveur.tour().await, Err(SuiviError::Desordre { .. })));
    assert_eq!(decor.position(), 0);
}

#[tokio::test]
async fn each_event_is_heard_before_the_cursor_moves_past_it() {
    let mut decor = Decor::avec_pages_de(10);
    decor.arrive(1, Fait::PersonneModifiee);
    decor.arrive(2, Fait::PersonneDesactivee);
    decor.suiveur.tour().await.unwrap();
    assert_eq!(*decor.oreille.0.lock().unwrap(), [Numero(1), Numero(2)]);
    decor.suiveur.tour().await.unwrap();
    assert_eq!(decor.oreille.0.lock().unwrap().len(), 2, "once, where nothing was lost");
}

#[tokio::test]
async fn who_has_heard_nothing_yet_asks_without_waiting_for_news() {
    let mut decor = Decor::avec_pages_de(1);
    decor.arrive(1, Fait::PersonneModifiee);
    decor.arrive(2, Fait::PersonneModifiee);
    *decor.registre.panne.lock().unwrap() = true;
    assert!(decor.suiveur.tour().await.is_err());
    *decor.registre.panne.lock().unwrap() = false;
    for _ in 0..3 {
        decor.suiveur.tour().await.unwrap();
    }
    assert_eq!(*decor.registre.attentes.lock().unwrap(), [0, 0, 0, ATTENTE], "until everything was read once");
}
