//! Ends of situations, at the desk.

use ambient::Seconds;
use annuaire::Fait;
use jiff::civil::date;
use registry_core::paris;
use registry_core::situation_acte::{QuandFinir, Version};
use sante::SituationId;

use crate::banc::{Banc, MAINTENANT, id};
use crate::extraction::ALBA;
use crate::portail::agent;

/// The version of one of Alba's situations, as the form shows it.
async fn version(banc: &Banc, situation: &SituationId) -> Version {
    let fiche = banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap();
    let vue = fiche.situations.into_iter().find(|vue| vue.situation.id == *situation).unwrap();
    vue.version.unwrap()
}

async fn finir(banc: &Banc, situation: &SituationId, quand: QuandFinir) -> Result<(), &'static str> {
    let version = version(banc, situation).await;
    let finie = banc.situations().terminer(&agent(), situation, &version, quand).await;
    finie.map(drop).map_err(|erreur| erreur.code())
}

// requirement: SIT-10
async fn a_situation_ends_now_or_on_a_day_to_come(banc: Banc) {
    banc.portail().await;
    let situations = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    let minuit = paris::fin_incluse(date(2027, 1, 31)).unwrap();
    finir(&banc, &situations[0].id, QuandFinir::Maintenant).await.unwrap();
    finir(&banc, &situations[1].id, QuandFinir::Apres(date(2027, 1, 31))).await.unwrap();
    let lues = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    assert_eq!(
        (lues[0].en_cours(MAINTENANT), lues[1].en_cours(MAINTENANT), lues[1].en_cours(minuit)),
        (false, true, false)
    );
    let attendu = Fait::SituationTerminee { situation: situations[1].id.clone(), fin: minuit };
    assert_eq!(banc.faits(ALBA).await.last(), Some(&attendu));
}

async fn a_day_to_come_may_be_moved_until_it_is_reached(banc: Banc) {
    banc.portail().await;
    let situation = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations.remove(0).id;
    for jour in [17, 16] {
        finir(&banc, &situation, QuandFinir::Apres(date(2027, 1, jour))).await.unwrap();
    }
    banc.horloge.advance(Seconds::hours(49));
    let refusee = finir(&banc, &situation, QuandFinir::Apres(date(2027, 1, 31))).await;
    assert_eq!(refusee, Err("situation_deja_terminee"));
}

async fn an_unknown_situation_is_refused(banc: Banc) {
    banc.portail().await;
    let avant = banc.photographie().await;
    let (nulle, version) = (SituationId::from("nothing"), Version::from(String::new()));
    let refusee = banc.situations().terminer(&agent(), &nulle, &version, QuandFinir::Maintenant).await;
    assert_eq!(refusee.map_err(|erreur| erreur.code()), Err("situation_inconnue"));
    assert_eq!(banc.photographie().await, avant);
}

sur_les_deux_moteurs!(
    a_situation_ends_now_or_on_a_day_to_come,
    a_day_to_come_may_be_moved_until_it_is_reached,
    an_unknown_situation_is_refused,
);
