//! What the provider does while the authority fails: late, stale, lying, down.

use std::time::Duration;

use ambient::Seconds;
use idp_core::carte::Sante;
use igc::{Guichet, Panne, Raison};

use super::scene::Scene;

// requirement: X03
#[tokio::test]
async fn a_complete_list_that_is_late_holds_back_no_delta() {
    let scene = Scene::new(false).await;
    scene.comptoir.panne(Guichet::Crl, Some(Panne::Tardive));
    tokio::time::sleep(Duration::from_millis(400)).await;
    let card = scene.card();
    scene.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    let took = scene.until("refused", || scene.judge(&card) == Err("CARTE_REVOQUEE")).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
}

// requirement: X03
#[tokio::test]
async fn lists_that_are_forged_old_or_silent_are_told_and_the_good_ones_stay() {
    let scene = Scene::new(false).await;
    let (card, stopped) = (scene.card(), scene.card());
    scene.igc.opposer(&stopped.serie, Raison::CleCompromise).unwrap();
    scene.until("refused", || scene.judge(&stopped) == Err("CARTE_REVOQUEE")).await;
    for (panne, code) in [
        (Panne::AutreSignataire, "revocation.signataire"),
        (Panne::Perimee, "revocation.ancienne"),
        (Panne::Muette, "revocation.sans-reponse"),
    ] {
        for guichet in [Guichet::Crl, Guichet::Delta] {
            scene.comptoir.panne(guichet, Some(panne));
        }
        scene.until(code, || scene.failing().iter().filter(|told| **told == code).count() == 6).await;
        assert!(scene.judge(&card).is_ok(), "{panne:?}");
        assert_eq!(scene.judge(&stopped), Err("CARTE_REVOQUEE"), "{panne:?}");
    }
    for guichet in [Guichet::Crl, Guichet::Delta] {
        scene.comptoir.panne(guichet, None);
    }
    scene.until("all is well again", || scene.failing().is_empty()).await;
}

// requirement: X03
#[tokio::test]
async fn a_responder_that_lies_is_told_and_not_believed() {
    let scene = Scene::new(true).await;
    let card = scene.card();
    let moyen = scene.judge(&card).unwrap();
    scene.stores.used.lock().unwrap().insert(moyen.clone());
    for (panne, code) in [
        (Panne::AutreSignataire, "revocation.signataire"),
        (Panne::AutreSerie, "revocation.autre-question"),
        (Panne::Perimee, "revocation.perimee"),
        (Panne::Muette, "revocation.sans-reponse"),
    ] {
        scene.comptoir.panne(Guichet::Ocsp, Some(panne));
        scene.until(code, || scene.failing().contains(&code)).await;
    }
    assert!(scene.judge(&card).is_ok() && !scene.ended(&moyen), "nothing was ended on the word of a liar");
    scene.comptoir.panne(Guichet::Ocsp, Some(Panne::Indulgente));
    scene.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    scene.until("the lists count", || scene.judge(&card) == Err("CARTE_REVOQUEE")).await;
}

// requirement: X03
#[tokio::test]
async fn cards_that_a_responder_cannot_answer_for_hold_back_no_other() {
    let scene = Scene::new(true).await;
    scene.panne([Guichet::Crl, Guichet::Delta], Some(Panne::Muette));
    let mut used = Vec::new();
    for n in 0..12 {
        let card = scene.card();
        if n < 8 {
            scene.sourd.a(&card);
        }
        let moyen = scene.judge(&card).unwrap();
        scene.stores.used.lock().unwrap().insert(moyen.clone());
        used.push((card, moyen));
    }
    let (stopped, moyen) = used.last().unwrap();
    scene.igc.opposer(&stopped.serie, Raison::CleCompromise).unwrap();
    scene.until("the responder was asked about it", || scene.judge(stopped) == Err("CARTE_REVOQUEE")).await;
    scene.until("what rests on it is over", || scene.ended(moyen)).await;
    assert!(used[..11].iter().all(|(card, moyen)| scene.judge(card).is_ok() && !scene.ended(moyen)));
}

// requirement: X03
#[tokio::test]
async fn an_opposition_reaches_a_node_through_lists_that_are_late() {
    let scene = Scene::new(true).await;
    scene.panne([Guichet::Crl, Guichet::Delta, Guichet::Ocsp], Some(Panne::Tardive));
    let (card, stopped) = (scene.card(), scene.card());
    scene.igc.opposer(&stopped.serie, Raison::CleCompromise).unwrap();
    assert!(scene.judge(&card).is_ok(), "nobody waits for the authority");
    let took = scene.until("refused", || scene.judge(&stopped) == Err("CARTE_REVOQUEE")).await;
    assert!(took < Duration::from_secs(7), "one answer that was on its way, and one more: {took:?}");
    assert_eq!(scene.failing(), Vec::<&str>::new(), "late is not wrong");
}

// requirement: X03
#[tokio::test]
async fn an_authority_that_stays_silent_closes_the_door_to_its_cards_until_it_speaks() {
    let scene = Scene::new(false).await;
    let card = scene.card();
    scene.panne([Guichet::Crl, Guichet::Delta], Some(Panne::Muette));
    scene.clock.advance(Seconds::minutes(9));
    assert!(scene.judge(&card).is_ok(), "the last lists hold until their own end");
    scene.clock.advance(Seconds::hours(24));
    assert_eq!(scene.judge(&card), Err("CARTE_CRL_PERIMEE"));
    assert!(scene.revocations.etat().autorites.iter().all(|one| one.sante == Sante::Perimee));
    scene.panne([Guichet::Crl, Guichet::Delta], None);
    scene.until("the card is good again", || scene.judge(&card).is_ok()).await;
    scene
        .until("all is fresh", || scene.revocations.etat().autorites.iter().all(|one| one.sante == Sante::AJour))
        .await;
}
