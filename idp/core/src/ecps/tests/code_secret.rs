use std::sync::atomic::Ordering;

use ecps::chemin;
use mobile_device::{Etape, Provider as _, Refus};

use super::banc::{ALBA, Banc, CODE, mot};
use crate::ecps::{AppareilEtat, DemandeEtat};

const FAUX: &str = "591624";

// requirement: M12 MIE-08
#[tokio::test]
async fn three_wrong_pins_lock_the_e_cps_and_the_person_is_told() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    for restants in [2, 1] {
        let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
        assert_eq!(refus, Refus::CodeInexact { restants });
    }
    let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
    assert_eq!(refus, Refus::Verrouille);
    assert!(matches!(telephone.etape, Etape::Verrouille { .. }));
    assert_eq!(banc.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Verrouille);
    banc.ensuite().await;
    assert_eq!(banc.dehors.courriels.lock().unwrap().last().unwrap().0, "Votre e-CPS est verrouillée");
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::Refusee, "the screen does not wait");
}

#[tokio::test]
async fn tries_count_although_every_answer_is_lost_and_survive_a_restart() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    banc.perd.store(true, Ordering::SeqCst);
    for _ in 0..2 {
        let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
        assert!(matches!(refus, Refus::Injoignable(_)));
    }

    // A provider that has lost all that is short-lived.
    let banc = banc.redemarrer();
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
    assert_eq!(refus, Refus::Verrouille, "the third try is the last");
}

#[tokio::test]
async fn a_fourth_evaluation_is_refused_even_for_the_right_pin() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    banc.perd.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap_err();
    }
    banc.perd.store(false, Ordering::SeqCst);
    let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await;
    assert_eq!(mot(refus), "ecps_verrouillee");
    assert_eq!(banc.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Verrouille);
}

#[tokio::test]
async fn a_valid_approval_and_nothing_else_clears_the_count() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    for _ in 0..3 {
        let demande = banc.ouvrir(ALBA).await;
        telephone.regarder(&banc.ctx()).await.unwrap();
        for restants in [2, 1] {
            let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
            assert_eq!(refus, Refus::CodeInexact { restants });
        }
        telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    }
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
    telephone.refuser(&banc.ctx(), &demande.id).await.unwrap();
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
    assert_eq!(refus, Refus::CodeInexact { restants: 1 }, "a refusal is signed without the PIN: it clears nothing");
}

// requirement: M12
#[tokio::test]
async fn what_rests_on_the_server_is_the_same_whatever_the_pin() {
    let mut restes = vec![];
    for code in [CODE, "730264"] {
        let banc = Banc::neuf(7);
        let mut telephone = banc.active_avec(ALBA, code).await;
        let demande = banc.ouvrir(ALBA).await;
        telephone.regarder(&banc.ctx()).await.unwrap();
        telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, code).await.unwrap();
        let dits = banc.fil.lock().unwrap().iter().map(|(c, q, r)| format!("{c} {q} {r}")).collect::<String>();
        assert!(!dits.contains(code), "the PIN never leaves the phone");
        assert!(!serde_json::to_string(&telephone).unwrap().contains(code), "nor rests on it");
        restes.push(banc.dehors.appareils.lock().unwrap().clone());
    }
    assert_eq!(restes[0], restes[1], "the same draws, another PIN: not one byte differs");
}

#[tokio::test]
async fn an_element_sent_twice_for_the_same_pin_is_never_the_same() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    let mut elements = vec![];
    for _ in 0..2 {
        telephone.approuver(&banc.ctx(), &demande.id, "99x", CODE).await.unwrap_err();
        let signe: ecps::Signe = serde_json::from_str(&banc.derniere(chemin::EVALUATION)).unwrap();
        let jws = ecps::jws::Jws::parse(&signe.jws, ecps::Signe::TYP).unwrap();
        let jeton: ecps::Jeton<ecps::Geste> = jws.non_verifie().unwrap();
        let ecps::Geste::Evaluer { element, .. } = jeton.contenu else { panic!("another gesture") };
        elements.push(element);
    }
    assert_ne!(elements[0], elements[1]);
}

#[tokio::test]
async fn a_provider_that_swapped_its_key_is_noticed_by_the_phone() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let autre = ecps::oprf::Cle::generer(&*banc.ambient.chance).unwrap();
    let id = telephone.carte().unwrap().appareil.clone();
    let emballage = crate::ecps::CleEmballage::from_bytes(&[2; 32]).unwrap();
    let scellee = emballage.sceller(&autre, &id, &*banc.ambient.chance).unwrap();
    banc.dehors.appareils.lock().unwrap()[0].oprf_sealed = scellee;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap_err();
    assert_eq!(refus, Refus::CleSubstituee);
}

#[tokio::test]
async fn an_evaluation_is_asked_once_with_one_signature() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    let rejoue = banc.poster(chemin::EVALUATION, banc.derniere(chemin::EVALUATION)).await.unwrap();
    assert!(rejoue.corps.contains("signature_refusee"), "{}", rejoue.corps);
}
