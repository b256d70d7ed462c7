use ecps::LieuPropose;

use super::banc::{ALBA, Banc, CHEZ_ELLE, CODE, INCONNU, mot};
use crate::ecps::{DemandeError, DemandeEtat, NouvelleDemande, Origine, Source};

fn de_service(banc: &Banc, identifiant: &str, lieux: &[&str]) -> NouvelleDemande {
    let source = Source::from(CHEZ_ELLE.parse::<std::net::IpAddr>().unwrap());
    let lieu = |id: &&str| LieuPropose { situation: (*id).to_owned(), titre: "T".into(), details: String::new() };
    NouvelleDemande {
        origine: Origine::Service { client: "dui".into(), source },
        nombre: Some("4711".to_owned()),
        lieux: lieux.iter().map(lieu).collect(),
        ..banc.nouvelle(identifiant, CHEZ_ELLE, None)
    }
}

// requirement: M07 M10
#[tokio::test]
async fn the_phone_says_that_a_service_asks_by_itself_and_how_many_digits_its_screen_shows() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await.unwrap();
    let vue = telephone.regarder(&banc.ctx()).await.unwrap().unwrap();
    assert!(vue.affichage.service_seul && !vue.affichage.navigateur_connu);
    assert_eq!((vue.affichage.chiffres, vue.affichage.navigateur.as_str()), (4, ""));
    assert!(!vue.affichage.texte().contains("4711"));
    assert_eq!(mot(telephone.approuver(&banc.ctx(), &demande.id, "47", CODE).await), "nombre_inexact");
    telephone.approuver(&banc.ctx(), &demande.id, "4711", CODE).await.unwrap();
    banc.ensuite().await;
    assert_eq!(*banc.dehors.terminees.lock().unwrap(), [demande.id], "whoever asked hears of it, once");
}

#[tokio::test]
async fn a_request_of_a_browser_reads_as_before_and_nobody_else_hears_of_it() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    let texte = telephone.regarder(&banc.ctx()).await.unwrap().unwrap().affichage.texte();
    assert!(!texte.contains("service_seul") && !texte.contains("chiffres") && !texte.contains("lieux"), "{texte}");
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    banc.ensuite().await;
    assert!(banc.dehors.terminees.lock().unwrap().is_empty());
}

// requirement: M10
#[tokio::test]
async fn the_place_is_signed_and_is_one_of_those_that_were_shown() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.demandes.ouvrir(de_service(&banc, ALBA, &["sit-1", "sit-3"])).await.unwrap();
    telephone.regarder(&banc.ctx()).await.unwrap();
    assert_eq!(mot(telephone.approuver(&banc.ctx(), &demande.id, "4711", CODE).await), "lieu_absent");
    assert_eq!(mot(telephone.choisir_lieu(&demande.id, "sit-2")), "lieu_absent");
    telephone.choisir_lieu(&demande.id, "sit-3").unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, "4711", CODE).await.unwrap();
    let prise = banc.demandes.prendre(&demande.id).await.unwrap();
    assert_eq!(prise.situation.as_deref(), Some("sit-3"));
}

// requirement: M09
#[tokio::test]
async fn a_service_rings_few_times_and_never_once_it_was_reported() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let mut refused = 0;
    for _ in 0..20 {
        let ouverte = banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await;
        refused += usize::from(matches!(ouverte, Err(DemandeError::TropDeDemandes)));
    }
    banc.ensuite().await;
    assert!(refused >= 16, "{refused}");
    assert!(banc.dehors.reveils.lock().unwrap().len() <= 4);
    for _ in 0..20 {
        let inconnu = banc.demandes.ouvrir(de_service(&banc, INCONNU, &[])).await;
        refused -= usize::from(matches!(inconnu, Err(DemandeError::TropDeDemandes)));
    }
    assert_eq!(refused, 0, "the same for a number that nobody has");

    let vue = telephone.regarder(&banc.ctx()).await.unwrap().unwrap();
    telephone.pas_moi(&banc.ctx(), &vue.affichage.demande).await.unwrap();
    banc.horloge.advance(ambient::Seconds::minutes(11));
    let demande = banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await.unwrap();
    assert!(telephone.regarder(&banc.ctx()).await.unwrap().is_none(), "the service is not told, and nothing rings");
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::EnAttente);
}

// requirement: M19
#[tokio::test]
async fn strangers_and_services_do_not_use_up_each_other_s_requests() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    for n in 0..20 {
        let _ = banc.demandes.ouvrir(banc.nouvelle(ALBA, &format!("198.51.100.{n}"), None)).await;
    }
    banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await.expect("a service that has proven itself");

    let banc = Banc::neuf(2);
    banc.active(ALBA).await;
    let mut rung = 0;
    for n in 0..20 {
        let source = Source::from(CHEZ_ELLE.parse::<std::net::IpAddr>().unwrap());
        let origine = Origine::Service { client: format!("service-{n}").as_str().into(), source };
        let asked = NouvelleDemande { origine, ..de_service(&banc, ALBA, &[]) };
        rung += usize::from(banc.demandes.ouvrir(asked).await.is_ok());
    }
    assert_eq!(rung, 8, "all services together");
    banc.demandes.ouvrir(banc.nouvelle(ALBA, CHEZ_ELLE, None)).await.expect("a new computer of hers");
}

// requirement: M19
#[tokio::test]
async fn services_that_ring_somebody_do_not_keep_out_the_one_that_they_have_approved_before() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await.unwrap();
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, "4711", CODE).await.unwrap();
    for n in 0..20 {
        let source = Source::from(CHEZ_ELLE.parse::<std::net::IpAddr>().unwrap());
        let origine = Origine::Service { client: format!("service-{n}").as_str().into(), source };
        let _ = banc.demandes.ouvrir(NouvelleDemande { origine, ..de_service(&banc, ALBA, &[]) }).await;
    }
    let mut rung = 0;
    for _ in 0..20 {
        rung += usize::from(banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await.is_ok());
    }
    assert_eq!(rung, 10, "as a known browser, and bounded too");
    banc.horloge.advance(ambient::Seconds::hours(91 * 24));
    let mut rung = 0;
    for _ in 0..20 {
        rung += usize::from(banc.demandes.ouvrir(de_service(&banc, ALBA, &[])).await.is_ok());
    }
    assert_eq!(rung, 4, "who was not seen for three months is one of the others");
}
