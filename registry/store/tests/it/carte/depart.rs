//! Whoever is out of service for good keeps no card; whoever is suspended finds theirs again.

use std::sync::atomic::Ordering;

use ambient::Seconds;
use jiff::civil::date;
use registry_core::carte::{CarteId, Etape, RaisonOpposition};
use registry_core::retrait::Cause;

use super::bureau::Bureau;
use crate::activite::{AUJOURD_HUI, retrait};
use crate::banc::{Banc, id};
use crate::extraction::PAUL;

impl Bureau {
    async fn cps(&self) -> CarteId {
        let carte = self.cartes.produire_cps("ordre-infirmier", &id(PAUL), None).await.unwrap();
        self.tours(2).await;
        self.cartes.recevoir(&id(PAUL), &carte).await.unwrap();
        carte
    }

    async fn opposee(&self, carte: &CarteId) -> bool {
        let etape = self.etape(carte).await;
        matches!(&etape, Etape::Opposee { raison: RaisonOpposition::Depart, .. }) && self.oppose(&etape)
    }
}

// requirement: R05 MIE-10
async fn a_suspension_leaves_the_card_and_a_striking_off_opposes_it(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.cps().await;
    bureau.banc.suspendue(retrait(&id(PAUL), Cause::Suspension, AUJOURD_HUI)).await;
    bureau.tours(2).await;
    assert_eq!(bureau.etape(&carte).await.mot(), "RECUE");
    bureau.banc.suspendue(retrait(&id(PAUL), Cause::Radiation, AUJOURD_HUI)).await;
    bureau.mails().await;
    bureau.tours(2).await;
    assert!(bureau.opposee(&carte).await);
    assert_eq!(bureau.mails().await.len(), 1, "they hear of it");
    bureau.tours(2).await;
    assert_eq!(bureau.cartes.miennes(&id(PAUL)).await.unwrap().len(), 1, "no other one");
}

// requirement: R05 MIE-10
async fn an_end_of_practice_to_come_opposes_the_card_on_its_day(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.cps().await;
    bureau.banc.suspendue(retrait(&id(PAUL), Cause::Cessation, date(2027, 2, 1))).await;
    bureau.tours(2).await;
    assert_eq!(bureau.etape(&carte).await.mot(), "RECUE");
    bureau.banc.horloge.advance(Seconds::hours(24 * 60));
    bureau.banc.veiller().await;
    bureau.tours(2).await;
    assert!(bureau.opposee(&carte).await);
}

// requirement: R05 MIE-10
async fn after_a_death_an_order_under_way_gives_no_card_and_nobody_is_written_to(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    bureau.autorite.perd.store(true, Ordering::Relaxed);
    let carte = bureau.cartes.produire_cps("ordre-infirmier", &id(PAUL), None).await.unwrap();
    bureau.tours(1).await;
    bureau.mails().await;
    bureau.banc.suspendue(retrait(&id(PAUL), Cause::Deces, AUJOURD_HUI)).await;
    bureau.autorite.perd.store(false, Ordering::Relaxed);
    bureau.tours(3).await;
    let etape = bureau.etape(&carte).await;
    assert!(etape.fabrication().is_some() && bureau.oppose(&etape), "the one that was made is on the list: {etape:?}");
    assert!(bureau.mails().await.is_empty());
}

sur_les_deux_moteurs!(
    a_suspension_leaves_the_card_and_a_striking_off_opposes_it,
    an_end_of_practice_to_come_opposes_the_card_on_its_day,
    after_a_death_an_order_under_way_gives_no_card_and_nobody_is_written_to,
);
