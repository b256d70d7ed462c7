use ambient::{Ambient, Seconds};
use ecps::chemin;
use mobile_device::{Contexte, Etape, Fin, Provider as _, Refus, Telephone};

use super::banc::{ALBA, BRICE, Banc, CODE, mot};
use crate::ecps::AppareilEtat;
use crate::stamp::{Stamps as _, SubjectKind};

// requirement: M15
#[tokio::test]
async fn a_second_activation_takes_the_e_cps_over_and_ends_what_the_first_opened() {
    let banc = Banc::neuf(1);
    let mut ancien = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    ancien.regarder(&banc.ctx()).await.unwrap();
    ancien.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    banc.horloge.advance(Seconds(5));
    let mut nouveau = banc.active(ALBA).await;

    let moyen = SubjectKind::Moyen.of(&ancien.carte().unwrap().appareil);
    assert_eq!(banc.stamps.latest(&[moyen]).await.unwrap(), Some(banc.ambient.now()));
    assert!(banc.demandes.prendre(&demande.id).await.is_err(), "an approval of the old phone is worth nothing now");
    assert_eq!(mot(ancien.regarder(&banc.ctx()).await), "ecps_remplacee");
    assert!(matches!(ancien.etape, Etape::Arrete { raison: Fin::Remplacee }));

    banc.ensuite().await;
    let (sujet, texte) = banc.dehors.courriels.lock().unwrap().last().unwrap().clone();
    assert!(sujet == "Votre e-CPS est activée" && texte.contains("ancien téléphone"), "{texte}");
    assert!(banc.dehors.sms.lock().unwrap().last().unwrap().contains("vient d'être activée"));

    let demande = banc.ouvrir(ALBA).await;
    nouveau.regarder(&banc.ctx()).await.unwrap();
    nouveau.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
}

#[tokio::test]
async fn an_activation_that_is_not_finished_changes_nothing() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let mut voleur = Telephone::neuf("voleur");
    voleur.activer(&banc.ctx(), ALBA).await.unwrap();
    voleur.confirmer(&banc.ctx(), "000000", "111111").await.unwrap_err();
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
}

#[tokio::test]
async fn a_locked_e_cps_comes_back_by_a_fresh_activation_only() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    banc.dehors.appareils.lock().unwrap()[0].etat = AppareilEtat::Verrouille;
    assert_eq!(mot(telephone.regarder(&banc.ctx()).await), "ecps_verrouillee");
    assert_eq!(telephone.regarder(&banc.ctx()).await.unwrap_err(), Refus::Verrouille);
    let mut telephone = banc.active(ALBA).await;
    assert!(telephone.regarder(&banc.ctx()).await.unwrap().is_none());
    let etats: Vec<_> = banc.dehors.appareils.lock().unwrap().iter().map(|a| a.etat).collect();
    assert_eq!(etats, [AppareilEtat::Remplace, AppareilEtat::Actif]);
}

// requirement: MIE-04
#[tokio::test]
async fn a_phone_carries_one_e_cps() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    assert_eq!(telephone.activer(&banc.ctx(), BRICE).await.unwrap_err(), Refus::DejaActif);
    telephone.oublier();
    telephone.activer(&banc.ctx(), BRICE).await.unwrap();
}

// requirement: MIE-11
#[tokio::test]
async fn three_years_later_the_e_cps_ends() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    banc.horloge.advance(Seconds::hours(3 * 8_766));
    assert_eq!(mot(telephone.regarder(&banc.ctx()).await), "ecps_expiree");
    banc.ouvrir(ALBA).await;
    banc.ensuite().await;
    assert!(banc.dehors.reveils.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_enrolment_sent_twice_enrols_once() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    let rejoue = banc.poster(chemin::APPAREILS, banc.derniere(chemin::APPAREILS)).await.unwrap();
    assert!(rejoue.corps.contains("ticket_perime"), "{}", rejoue.corps);
    assert_eq!(banc.dehors.appareils.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_transport_key_is_enrolled_once_ever() {
    let banc = Banc::neuf(1);
    let mut suite = vec![];
    for identifiant in [ALBA, BRICE] {
        let mut telephone = Telephone::neuf("t");
        telephone.activer(&banc.ctx(), identifiant).await.unwrap();
        let (sms, courriel) = banc.codes().await;
        telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
        // The same phone twice: its keystore gives the same keys.
        let (memes_tirages, _) = Ambient::fixed(banc.ambient.now(), 42);
        let ctx = Contexte { ambient: &memes_tirages, ..banc.ctx() };
        suite.push(mot(telephone.choisir_code(&ctx, CODE).await));
    }
    assert_eq!(suite, ["ok", "telephone_deja_utilise"]);
}
