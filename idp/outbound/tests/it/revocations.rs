//! The card authority over HTTP, its faults on demand, and what follows it.

mod gardees;
mod pannes;
mod scene;

use std::time::Duration;

use igc::{Guichet, Panne, Raison};

use scene::Scene;

// requirement: X03 X11
#[tokio::test]
async fn an_opposition_takes_effect_within_a_second() {
    let scene = Scene::new(false).await;
    for _ in 0..5 {
        let card = scene.card();
        let moyen = scene.judge(&card).unwrap();
        scene.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
        let took =
            scene.until("refused and ended", || scene.judge(&card) == Err("CARTE_REVOQUEE") && scene.ended(&moyen));
        let took = took.await;
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
}

// requirement: X03
#[tokio::test]
async fn lists_that_forget_a_card_bring_it_back_to_nobody() {
    let scene = Scene::new(false).await;
    let card = scene.card();
    scene.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    scene.until("refused", || scene.judge(&card) == Err("CARTE_REVOQUEE")).await;
    for panne in [Panne::Indulgente, Panne::AutreSerie] {
        for guichet in [Guichet::Crl, Guichet::Delta] {
            scene.comptoir.panne(guichet, Some(panne));
        }
        tokio::time::sleep(Duration::from_millis(800)).await;
        assert_eq!(scene.judge(&card), Err("CARTE_REVOQUEE"), "{panne:?}");
    }
}

// requirement: X03
#[tokio::test]
async fn a_responder_tells_of_a_card_that_the_lists_do_not_name_yet() {
    let scene = Scene::new(true).await;
    for guichet in [Guichet::Crl, Guichet::Delta] {
        scene.comptoir.panne(guichet, Some(Panne::Muette));
    }
    let card = scene.card();
    let moyen = scene.judge(&card).unwrap();
    scene.stores.used.lock().unwrap().extend([moyen.clone(), "phone-1".to_owned()]);
    scene.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    let took = scene.until("refused", || scene.judge(&card) == Err("CARTE_REVOQUEE") && scene.ended(&moyen)).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(!scene.ended("phone-1"));
}
