use ambient::Seconds;
use ecps::chemin;
use mobile_device::Provider as _;

use super::banc::{ALBA, BRICE, Banc, CODE, INCONNU, mot};
use crate::ecps::{AppareilEtat, DemandeError, DemandeEtat};
use crate::moyen::MoyenKind;

// requirement: M08 M16
#[tokio::test]
async fn an_approval_carries_the_number_that_only_the_screen_showed() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    banc.ensuite().await;
    assert_eq!(*banc.dehors.reveils.lock().unwrap(), ["telephone-1"], "woken, and told nothing");
    let vue = telephone.regarder(&banc.ctx()).await.unwrap().unwrap();
    assert_eq!((vue.affichage.client.as_str(), vue.affichage.adresse.as_str()), ("DUI des Tilleuls", "192.0.2.1"));
    let champs: serde_json::Value = serde_json::to_value(&vue.affichage).unwrap();
    assert!(champs.as_object().unwrap().values().all(|champ| champ.as_str() != Some(&demande.nombre)));
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::EnAttente);

    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::Approuvee);
    let preuve = banc.demandes.prendre(&demande.id).await.unwrap().preuve;
    assert_eq!((preuve.personne.to_string().as_str(), preuve.kind), (ALBA, MoyenKind::Ecps));
    assert_eq!(preuve.moyen, telephone.carte().unwrap().appareil.as_str());
    assert!(banc.demandes.prendre(&demande.id).await.is_err(), "taken once");
}

// requirement: M08
#[tokio::test]
async fn three_wrong_numbers_end_the_request() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    for (nombre, attendu) in [("", "nombre_inexact"), ("1", "nombre_inexact"), ("100", "nombre_epuise")] {
        assert_eq!(mot(telephone.approuver(&banc.ctx(), &demande.id, nombre, CODE).await), attendu);
    }
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::NombreErrone);
    telephone.regarder(&banc.ctx()).await.unwrap();
    assert_eq!(mot(telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await), "demande_close");
    let refus = banc.demandes.prendre(&demande.id).await.unwrap_err();
    assert!(matches!(refus, DemandeError::PasApprouvee(DemandeEtat::NombreErrone)));
}

// requirement: M10
#[tokio::test]
async fn what_is_shown_is_what_is_signed() {
    for (de, a) in
        [("DUI des Tilleuls", "Mon DMP"), ("192.0.2.1", "10.0.0.1"), ("Se connecter", "Lire"), ("Firefox", "Safari")]
    {
        let banc = Banc::neuf(1);
        let mut telephone = banc.active(ALBA).await;
        let demande = banc.ouvrir(ALBA).await;
        *banc.altere.lock().unwrap() = Some((de.to_owned(), a.to_owned()));
        telephone.regarder(&banc.ctx()).await.unwrap();
        let refus = telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await;
        assert_eq!(mot(refus), "affichage_different", "{de}");
        assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::EnAttente);
    }
}

// requirement: M13
#[tokio::test]
async fn an_approval_serves_neither_twice_nor_for_another_request_nor_for_another_person() {
    let banc = Banc::neuf(1);
    let mut alba = banc.active(ALBA).await;
    let mut brice = banc.active(BRICE).await;
    let d_alba = banc.ouvrir(ALBA).await;
    let d_brice = banc.ouvrir(BRICE).await;

    // Somebody in the middle gives Brice's phone the request of Alba.
    *banc.altere.lock().unwrap() = Some((d_brice.id.to_string(), d_alba.id.to_string()));
    brice.regarder(&banc.ctx()).await.unwrap();
    assert_eq!(mot(brice.approuver(&banc.ctx(), &d_alba.id, &d_alba.nombre, CODE).await), "demande_close");
    *banc.altere.lock().unwrap() = None;

    alba.regarder(&banc.ctx()).await.unwrap();
    alba.approuver(&banc.ctx(), &d_alba.id, &d_alba.nombre, CODE).await.unwrap();
    let rejoue = banc.poster(chemin::REPONSE, banc.derniere(chemin::REPONSE)).await.unwrap();
    assert!(rejoue.corps.contains("signature_refusee"), "{}", rejoue.corps);
    assert_eq!(mot(alba.approuver(&banc.ctx(), &d_brice.id, &d_brice.nombre, CODE).await), "demande_close");
    assert_eq!(banc.demandes.etat(&d_brice.id).await.unwrap(), DemandeEtat::EnAttente);
}

#[tokio::test]
async fn a_message_of_another_hour_or_for_another_path_is_refused() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let mut lent = telephone.clone();
    telephone.regarder(&banc.ctx()).await.unwrap();
    let reponse = banc.poster(chemin::EVALUATION, banc.derniere(chemin::DEMANDE)).await.unwrap();
    assert!(reponse.corps.contains("signature_refusee") || reponse.corps.contains("message_illisible"));
    let (autre_heure, _) = ambient::Ambient::fixed(banc.ambient.now().minus(Seconds(61)), 9);
    let ctx = mobile_device::Contexte { ambient: &autre_heure, ..banc.ctx() };
    assert_eq!(mot(lent.regarder(&ctx).await), "signature_refusee");
}

#[tokio::test]
async fn a_request_lives_two_minutes() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    banc.horloge.advance(Seconds(120));
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::Expiree);
    assert_eq!(mot(telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await), "demande_close");
    assert!(telephone.regarder(&banc.ctx()).await.unwrap().is_none());
}

// requirement: M15
#[tokio::test]
async fn a_phone_revoked_after_it_approved_signs_nobody_in() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    banc.dehors.appareils.lock().unwrap()[0].etat = AppareilEtat::Revoque;
    assert!(matches!(banc.demandes.prendre(&demande.id).await, Err(DemandeError::TelephoneRetire)));
    assert_eq!(mot(telephone.regarder(&banc.ctx()).await), "ecps_revoquee");
}

#[tokio::test]
async fn nobody_s_number_and_a_number_without_phone_wait_like_any_other() {
    let banc = Banc::neuf(1);
    for identifiant in [INCONNU, BRICE] {
        let demande = banc.ouvrir(identifiant).await;
        assert_eq!((demande.nombre.len(), demande.expire_le), (2, banc.ambient.now().plus(Seconds(120))));
        assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::EnAttente);
        assert!(banc.demandes.prendre(&demande.id).await.is_err());
    }
    banc.ensuite().await;
    assert!(banc.dehors.reveils.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_cancelled_request_leaves_the_phone() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    banc.demandes.annuler(&demande.id).await.unwrap();
    assert!(telephone.regarder(&banc.ctx()).await.unwrap().is_none());
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::Expiree);
}
