use ecps::chemin;
use mobile_device::{Provider as _, Telephone};

use super::banc::{ALBA, Banc, CHEZ_ELLE, CODE, INCONNU, actes};
use crate::ecps::Source;
use crate::journal::event::{ECPS_ACTIVATION_CLOSED, ECPS_CODES_WRONG, ECPS_EVALUATED, ECPS_SIGNATURE_REFUSED};

const FAUX: &str = "591624";

// requirement: M19
#[tokio::test]
async fn somebody_and_nobody_leave_the_same_work_for_after_the_answer() {
    for identifiant in [ALBA, INCONNU] {
        let banc = Banc::neuf(3);
        let source = Source::from(CHEZ_ELLE.parse::<std::net::IpAddr>().unwrap());
        banc.activations.ouvrir(identifiant, source).await.unwrap();
        assert_eq!(banc.dehors.taches.lock().unwrap().len(), 1, "{identifiant}");
    }
}

// requirement: O02
#[tokio::test]
async fn each_wrong_pair_of_codes_is_told() {
    let banc = Banc::neuf(1);
    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    for restants in ["2", "1", "0"] {
        telephone.confirmer(&banc.ctx(), "000000", "000000").await.unwrap_err();
        assert_eq!(banc.journal.field(ECPS_CODES_WRONG, "essais.restants").as_deref(), Some(restants));
    }
    let actes = actes(&banc.journal);
    assert_eq!((actes[ECPS_CODES_WRONG], actes[ECPS_ACTIVATION_CLOSED]), (3, 1));
}

// requirement: O02
#[tokio::test]
async fn each_evaluation_of_a_pin_is_told_with_its_count() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let activation = banc.journal.field(ECPS_EVALUATED, "activation.id");
    assert!(activation.is_some(), "the PIN was chosen under a ticket");
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    for essais in ["1", "2"] {
        telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, FAUX).await.unwrap_err();
        assert_eq!(banc.journal.field(ECPS_EVALUATED, "essais").as_deref(), Some(essais));
        let appareil = &telephone.carte().unwrap().appareil;
        assert_eq!(banc.journal.field(ECPS_EVALUATED, "appareil.id").as_deref(), Some(appareil.as_str()));
    }
    assert_eq!(actes(&banc.journal)[ECPS_EVALUATED], 3);
}

// requirement: O02 O04
#[tokio::test]
async fn a_signature_that_comes_twice_is_told_and_a_flood_of_them_is_bounded() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    let vue = banc.derniere(chemin::DEMANDE);
    for n in 1..=30 {
        banc.poster(chemin::DEMANDE, vue.clone()).await.unwrap();
        assert_eq!(actes(&banc.journal)[ECPS_SIGNATURE_REFUSED], n.min(20));
    }
    let dit = |nom| banc.journal.field(ECPS_SIGNATURE_REFUSED, nom);
    assert_eq!(dit("appareil.id").as_deref(), Some(telephone.carte().unwrap().appareil.as_str()));
    assert_eq!((dit("reason").as_deref(), dit("suppressed").as_deref()), (Some("replay"), Some("true")));
}

// requirement: O02
#[tokio::test]
async fn a_signature_of_a_phone_that_is_not_ours_is_told_without_its_claims() {
    let ailleurs = Banc::neuf(2);
    let mut telephone = ailleurs.active_avec(ALBA, CODE).await;
    ailleurs.ouvrir(ALBA).await;
    telephone.regarder(&ailleurs.ctx()).await.unwrap();
    let banc = Banc::neuf(1);
    banc.poster(chemin::DEMANDE, ailleurs.derniere(chemin::DEMANDE)).await.unwrap();
    assert_eq!(banc.journal.events(), [ECPS_SIGNATURE_REFUSED]);
    assert_eq!(banc.journal.field(ECPS_SIGNATURE_REFUSED, "appareil.id"), None);
}
