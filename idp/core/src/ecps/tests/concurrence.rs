//! Several browsers want the same person: who may ring, and how often.

use super::banc::{AILLEURS, ALBA, BRICE, Banc, CHEZ_ELLE, CODE, actes};
use crate::ecps::{DemandeError, DemandeEtat};

async fn etat(banc: &Banc, id: &ecps::DemandeId) -> DemandeEtat {
    banc.demandes.etat(id).await.unwrap()
}

// requirement: M19
#[tokio::test]
async fn an_unknown_browser_never_takes_the_place_of_a_known_one() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let sienne = banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, banc.cookie_de(ALBA))).await.unwrap();
    let autre = banc.demandes.ouvrir(banc.nouvelle(ALBA, AILLEURS, None)).await.unwrap();
    let vue = telephone.regarder(&banc.ctx()).await.unwrap().unwrap();
    assert_eq!((&vue.affichage.demande, vue.affichage.navigateur_connu), (&sienne.id, true));
    assert_eq!(etat(&banc, &sienne.id).await, DemandeEtat::EnAttente);
    assert_eq!(etat(&banc, &autre.id).await, DemandeEtat::EnAttente, "the stranger is not told");
    telephone.approuver(&banc.ctx(), &sienne.id, &sienne.nombre, CODE).await.unwrap();
    assert_eq!(etat(&banc, &autre.id).await, DemandeEtat::EnAttente);
}

#[tokio::test]
async fn a_known_browser_always_takes_the_place_of_an_unknown_one() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let autre = banc.demandes.ouvrir(banc.nouvelle(ALBA, AILLEURS, None)).await.unwrap();
    let sienne = banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, banc.cookie_de(ALBA))).await.unwrap();
    assert_eq!(etat(&banc, &autre.id).await, DemandeEtat::Remplacee);
    let vue = telephone.regarder(&banc.ctx()).await.unwrap().unwrap();
    assert_eq!(vue.affichage.demande, sienne.id);
}

#[tokio::test]
async fn a_cookie_of_somebody_else_makes_no_browser_known() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    banc.demandes.ouvrir(banc.nouvelle(ALBA, AILLEURS, banc.cookie_de(BRICE))).await.unwrap();
    let vue = telephone.regarder(&banc.ctx()).await.unwrap().unwrap();
    assert!(!vue.affichage.navigateur_connu);
}

// requirement: M09 M19
#[tokio::test]
async fn a_flood_rings_a_bounded_number_of_times_and_the_owner_still_comes_in() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let mut refus = 0;
    for n in 0..40 {
        let source = format!("198.51.100.{n}");
        match banc.demandes.ouvrir(banc.nouvelle(ALBA, &source, None)).await {
            Ok(_) => {}
            Err(DemandeError::TropDeDemandes) => refus += 1,
            Err(autre) => panic!("{autre}"),
        }
    }
    banc.ensuite().await;
    assert_eq!((banc.dehors.reveils.lock().unwrap().len(), refus), (8, 32));
    let sienne = banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, banc.cookie_de(ALBA))).await.unwrap();
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &sienne.id, &sienne.nombre, CODE).await.unwrap();
    banc.demandes.prendre(&sienne.id).await.unwrap();
}

#[tokio::test]
async fn one_network_rings_one_person_less_often_than_all_networks_together() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    let mut permises = 0;
    for _ in 0..20 {
        permises += usize::from(banc.demandes.ouvrir(banc.nouvelle(ALBA, AILLEURS, None)).await.is_ok());
    }
    assert_eq!(permises, 4);
    banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, None)).await.expect("another network still may");
}

#[tokio::test]
async fn a_flood_for_nobody_is_limited_alike() {
    let banc = Banc::neuf(1);
    let mut permises = 0;
    for _ in 0..20 {
        permises +=
            usize::from(banc.demandes.ouvrir(banc.nouvelle(super::banc::INCONNU, AILLEURS, None)).await.is_ok());
    }
    assert_eq!(permises, 4);
}

// requirement: M09
#[tokio::test]
async fn ce_n_est_pas_moi_blocks_that_source_and_alerts_and_leaves_the_e_cps() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let autre = banc.demandes.ouvrir(banc.nouvelle(ALBA, AILLEURS, None)).await.unwrap();
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.pas_moi(&banc.ctx(), &autre.id).await.unwrap();
    assert_eq!(etat(&banc, &autre.id).await, DemandeEtat::PasMoi);
    assert_eq!(actes(&banc.journal)["ecps.alerte"], 1);
    banc.ensuite().await;
    let (sujet, texte) = banc.dehors.courriels.lock().unwrap().last().unwrap().clone();
    assert!(sujet.contains("signalé") && texte.contains(AILLEURS), "{texte}");

    banc.demandes.ouvrir(banc.nouvelle(ALBA, AILLEURS, None)).await.unwrap();
    assert!(telephone.regarder(&banc.ctx()).await.unwrap().is_none(), "that source rings no more");
    let sienne = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &sienne.id, &sienne.nombre, CODE).await.unwrap();
}

#[tokio::test]
async fn a_known_browser_passes_where_its_network_was_blocked() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let autre = banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, None)).await.unwrap();
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.pas_moi(&banc.ctx(), &autre.id).await.unwrap();
    let sienne = banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, banc.cookie_de(ALBA))).await.unwrap();
    assert_eq!(telephone.regarder(&banc.ctx()).await.unwrap().unwrap().affichage.demande, sienne.id);
}

#[tokio::test]
async fn a_refusal_ends_the_request_and_blocks_nobody() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let premiere = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.refuser(&banc.ctx(), &premiere.id).await.unwrap();
    assert_eq!(etat(&banc, &premiere.id).await, DemandeEtat::Refusee);
    let seconde = banc.ouvrir(ALBA).await;
    assert_eq!(telephone.regarder(&banc.ctx()).await.unwrap().unwrap().affichage.demande, seconde.id);
}

#[tokio::test]
async fn twenty_requests_at_once_leave_one_on_the_phone() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let sources: Vec<String> = (0..8).map(|n| format!("203.0.113.{n}")).collect();
    let ouvertes =
        futures::future::join_all(sources.iter().map(|s| banc.demandes.ouvrir(banc.nouvelle(ALBA, s, None)))).await;
    let mut en_attente = 0;
    for ouverte in ouvertes {
        en_attente += usize::from(etat(&banc, &ouverte.unwrap().id).await == DemandeEtat::EnAttente);
    }
    assert_eq!(en_attente, 1);
    assert!(telephone.regarder(&banc.ctx()).await.unwrap().is_some());
}
