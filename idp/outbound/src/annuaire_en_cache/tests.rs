use std::sync::atomic::{AtomicUsize, Ordering};

use ambient::{MovableClock, Seconds, Timestamp};
use tokio::sync::Notify;

use super::*;
use crate::fabrique::{identifiant, personne};

/// A registry that counts what it is asked, and that can be made to answer late.
#[derive(Default)]
struct Compteur {
    lectures: AtomicUsize,
    retient: Option<Arc<Notify>>,
}

#[async_trait]
impl Annuaire for Compteur {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        self.lectures.fetch_add(1, Ordering::SeqCst);
        if let Some(retient) = &self.retient {
            retient.notified().await;
        }
        Ok(personne(identifiant))
    }

    async fn correspondance(&self, _: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        Err(AnnuaireError::Inconnue)
    }

    async fn activation(&self, _: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        Ok(true)
    }

    async fn evenements(&self, _: Numero, _: u32) -> Result<Evenements, AnnuaireError> {
        Err(AnnuaireError::HorsService("not asked here".to_owned()))
    }
}

struct Decor {
    cache: Arc<AnnuaireEnCache>,
    source: Arc<Compteur>,
    fraicheur: Arc<Fraicheur>,
    horloge: Arc<MovableClock>,
    ambient: Ambient,
}

impl Decor {
    fn avec(source: Compteur) -> Self {
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(1_795_000_000), 1);
        let (source, fraicheur) = (Arc::new(source), Arc::new(Fraicheur::default()));
        let cache = Arc::new(AnnuaireEnCache::new(source.clone(), fraicheur.clone(), ambient.clone()));
        Self { cache, source, fraicheur, horloge, ambient }
    }

    async fn lire(&self, n: u64) -> usize {
        self.cache.personne(&identifiant(n)).await.unwrap();
        self.source.lectures.load(Ordering::SeqCst)
    }

    fn confirmer(&self) {
        self.fraicheur.confirmer(self.ambient.now());
    }
}

#[tokio::test]
async fn nothing_is_served_from_the_cache_before_the_first_confirmation() {
    let decor = Decor::avec(Compteur::default());
    assert_eq!((decor.lire(1).await, decor.lire(1).await), (1, 2));
}

#[tokio::test]
async fn a_person_is_served_from_the_cache_for_less_than_two_seconds_after_a_confirmation() {
    let decor = Decor::avec(Compteur::default());
    decor.confirmer();
    assert_eq!((decor.lire(1).await, decor.lire(1).await), (1, 1));
    decor.horloge.advance(Seconds(1));
    assert_eq!(decor.lire(1).await, 1);
    decor.horloge.advance(Seconds(1));
    assert_eq!(decor.lire(1).await, 2);
    decor.confirmer();
    assert_eq!(decor.lire(1).await, 2);
}

#[tokio::test]
async fn an_event_makes_one_person_forgotten_and_not_the_others() {
    let decor = Decor::avec(Compteur::default());
    decor.confirmer();
    decor.lire(1).await;
    decor.lire(2).await;
    decor.cache.oublier(&identifiant(1));
    assert_eq!(decor.lire(2).await, 2);
    assert_eq!(decor.lire(1).await, 3);
}

#[tokio::test]
async fn an_answer_that_an_event_overtook_is_not_kept() {
    let retient = Arc::new(Notify::new());
    let decor = Decor::avec(Compteur { retient: Some(retient.clone()), ..Compteur::default() });
    decor.confirmer();
    let cache = decor.cache.clone();
    let lecture = tokio::spawn(async move { cache.personne(&identifiant(1)).await.is_ok() });
    while decor.source.lectures.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    decor.cache.oublier(&identifiant(1));
    retient.notify_one();
    assert!(lecture.await.unwrap());
    retient.notify_one();
    assert_eq!(decor.lire(1).await, 2);
}

#[tokio::test]
async fn the_cache_is_bounded() {
    let decor = Decor::avec(Compteur::default());
    decor.confirmer();
    for n in 0..PLACES as u64 + 1 {
        decor.lire(n).await;
    }
    assert_eq!(decor.cache.gardees().personnes.len(), PLACES);
    assert_eq!(decor.cache.gardees().ordre.len(), PLACES);
    assert_eq!(decor.lire(0).await, PLACES + 2);
}

// requirement: O07
#[tokio::test]
async fn a_clock_set_back_confirms_nothing() {
    let decor = Decor::avec(Compteur::default());
    decor.fraicheur.confirmer(decor.ambient.now().plus(Seconds(60)));
    assert_eq!((decor.lire(1).await, decor.lire(1).await), (1, 2));
}
