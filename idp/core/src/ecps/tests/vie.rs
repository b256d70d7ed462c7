//! Once it is active: locked, lost, worn out.

use ambient::Seconds;
use mobile_device::{Etape, Fin, Refus};
use sante::IdentifiantNational;

use super::banc::{ALBA, BRICE, Banc, CODE, actes, mot};
use crate::ecps::{AppareilEtat, DemandeEtat, Motif};
use crate::stamp::{Stamps as _, SubjectKind};

fn alba() -> IdentifiantNational {
    ALBA.parse().unwrap()
}

async fn sujets(banc: &Banc) -> Vec<String> {
    banc.ensuite().await;
    banc.dehors.courriels.lock().unwrap().iter().map(|(sujet, _)| sujet.clone()).collect()
}

// requirement: M15 S08
#[tokio::test]
async fn a_locked_e_cps_ends_what_it_had_opened() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let moyen = SubjectKind::Moyen.of(&telephone.carte().unwrap().appareil);
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    assert_eq!(banc.stamps.latest(std::slice::from_ref(&moyen)).await.unwrap(), None);
    for _ in 0..3 {
        telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, "591624").await.unwrap_err();
    }
    assert_eq!(banc.stamps.latest(&[moyen]).await.unwrap(), Some(banc.ambient.now()));
}

// requirement: M15
#[tokio::test]
async fn an_e_cps_that_its_holder_ended_answers_nothing_more_and_comes_back_by_a_fresh_activation() {
    let banc = Banc::neuf(1);
    let mut perdu = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    perdu.regarder(&banc.ctx()).await.unwrap();
    perdu.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
    assert!(banc.vies.arreter(&alba(), Motif::Vol).await.unwrap());
    assert!(banc.demandes.prendre(&demande.id).await.is_err(), "what it had approved opens nothing");
    assert_eq!(mot(perdu.regarder(&banc.ctx()).await), "ecps_revoquee");
    assert!(matches!(perdu.etape, Etape::Arrete { raison: Fin::Revoquee }));
    assert!(sujets(&banc).await.contains(&"Votre e-CPS s'est arrêtée".to_owned()));
    assert!(!banc.vies.arreter(&alba(), Motif::Vol).await.unwrap(), "there is none any more");

    let mut neuf = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    neuf.regarder(&banc.ctx()).await.unwrap();
    neuf.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
}

// requirement: MIE-11 NOT-08
#[tokio::test]
async fn a_person_is_told_thirty_and_seven_days_before_the_end_once_each() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    banc.horloge.advance(Seconds(banc_validite() - 31 * JOUR));
    assert_eq!(banc.vies.rappeler().await.unwrap(), 0);
    banc.horloge.advance(Seconds(JOUR));
    assert_eq!(banc.vies.rappeler().await.unwrap(), 1);
    assert_eq!(banc.vies.rappeler().await.unwrap(), 0, "once");
    assert_eq!(banc.journal.field("ecps.rappel", "jours").as_deref(), Some("30"));
    banc.horloge.advance(Seconds(23 * JOUR));
    assert_eq!(banc.vies.rappeler().await.unwrap(), 1);
    assert_eq!(banc.journal.field("ecps.rappel", "jours").as_deref(), Some("7"));
    let rappels = sujets(&banc).await.iter().filter(|sujet| *sujet == "Votre e-CPS arrive à son terme").count();
    assert_eq!(rappels, 2);
    banc.horloge.advance(Seconds(7 * JOUR));
    assert_eq!(banc.vies.rappeler().await.unwrap(), 0, "it has ended");
}

#[tokio::test]
async fn who_missed_the_first_reminder_is_told_once_and_who_activated_anew_is_not() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    banc.active(BRICE).await;
    banc.horloge.advance(Seconds(banc_validite() - 3 * JOUR));
    banc.active(BRICE).await;
    assert_eq!(banc.vies.rappeler().await.unwrap(), 1);
    assert_eq!(banc.vies.rappeler().await.unwrap(), 0);
    assert_eq!(banc.journal.field("ecps.rappel", "personne.id").as_deref(), Some(ALBA));
}

// requirement: MIE-17
#[tokio::test]
async fn another_sim_ends_the_e_cps_of_the_phone_and_the_person_is_told() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.changer_sim();
    assert_eq!(telephone.regarder(&banc.ctx()).await.unwrap_err(), Refus::SimChangee);
    assert!(matches!(telephone.etape, Etape::Arrete { raison: Fin::SimChangee }));
    assert_eq!(banc.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Revoque);
    assert_eq!(banc.journal.field("ecps.revoquee", "motif").as_deref(), Some("sim"));
    assert_eq!(banc.demandes.etat(&demande.id).await.unwrap(), DemandeEtat::Refusee, "the screen does not wait");
    assert!(sujets(&banc).await.contains(&"Votre e-CPS s'est arrêtée".to_owned()));

    let mut encore = banc.active(ALBA).await;
    encore.changer_sim();
    let demande = banc.ouvrir(ALBA).await;
    let refus = encore.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap_err();
    assert_eq!(refus, Refus::SimChangee, "nor does it approve");
}

// requirement: MIE-04
#[tokio::test]
async fn a_phone_gives_its_e_cps_up_before_it_carries_another() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    assert_eq!(mot(telephone.activer(&banc.ctx(), BRICE).await), "telephone_deja_utilise");
    telephone.retirer(&banc.ctx()).await.unwrap();
    assert_eq!(banc.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Revoque);
    assert_eq!(actes(&banc.journal)["ecps.revoquee"], 1);
    assert_eq!(mot(telephone.activer(&banc.ctx(), BRICE).await), "ok");
}

const JOUR: i64 = 24 * 3_600;

/// The three years of the settings, in seconds.
fn banc_validite() -> i64 {
    crate::ecps::Reglages::new("https://wallet.test", vec![]).validite.0
}
