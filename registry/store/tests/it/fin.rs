//! Ending a situation by hand.

use ambient::Seconds;
use annuaire::Fait;
use sante::SituationId;

use crate::banc::{Banc, MAINTENANT, PREMIER, SECOND};
use crate::extraction::{ALBA, Extraction};

// requirement: SIT-10
async fn a_situation_ends_now_or_on_a_day_to_come(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let situations = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    let demain = MAINTENANT.plus(Seconds::hours(24));
    banc.fin().terminer_situation(&situations[0].id, MAINTENANT).await.unwrap();
    banc.fin().terminer_situation(&situations[1].id, demain).await.unwrap();
    let lues = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    assert_eq!(
        (lues[0].en_cours(MAINTENANT), lues[1].en_cours(MAINTENANT), lues[1].en_cours(demain)),
        (false, true, false)
    );
    let faits = banc.faits(ALBA).await;
    let attendu = Fait::SituationTerminee { situation: situations[1].id.clone(), fin: demain };
    assert_eq!(faits.last(), Some(&attendu));
}

async fn a_day_to_come_may_be_moved_until_it_is_reached(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let id = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations.remove(0).id;
    let (demain, apres) = (MAINTENANT.plus(Seconds::hours(24)), MAINTENANT.plus(Seconds::hours(48)));
    banc.fin().terminer_situation(&id, demain).await.unwrap();
    banc.fin().terminer_situation(&id, apres).await.unwrap();
    banc.horloge.advance(Seconds::hours(49));
    let refusee = banc.fin().terminer_situation(&id, apres.plus(Seconds::hours(1))).await;
    assert_eq!(refusee.map_err(|erreur| erreur.code()), Err("situation_deja_terminee"));
}

async fn an_unknown_situation_is_refused(banc: Banc) {
    let refusee = banc.fin().terminer_situation(&SituationId::from("nothing"), SECOND).await;
    assert_eq!(refusee.map_err(|erreur| erreur.code()), Err("situation_inconnue"));
    assert!(banc.evenements().await.is_empty());
}

sur_les_deux_moteurs!(
    a_situation_ends_now_or_on_a_day_to_come,
    a_day_to_come_may_be_moved_until_it_is_reached,
    an_unknown_situation_is_refused,
);
