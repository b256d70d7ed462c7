//! A file that would end or change too much stops and asks.

use registry_core::import::{Consigne, ImportError};

use crate::banc::{Banc, PREMIER, SECOND};
use crate::extraction::Extraction;

// requirement: R11
async fn a_file_that_would_end_too_much_stops_and_writes_nothing(banc: Banc) {
    banc.importer_prudemment(&Extraction::foule(50).texte(), PREMIER).await.unwrap();
    let avant = banc.photographie().await;
    let reduite = Extraction::foule(39).texte();
    let refusee = banc.importer_prudemment(&reduite, SECOND).await.unwrap_err();
    let ImportError::TropDeChangements { touchees, base, seuil, rapport } = &refusee else { panic!("{refusee}") };
    assert_eq!((*touchees, *base, *seuil, rapport.personnes_desactivees), (11, 50, 20, 11));
    assert_eq!(banc.photographie().await, avant);
    assert!(refusee.to_string().contains("11 des 50"), "{refusee}");
    let acceptee = banc.importer(&reduite, SECOND).await;
    assert_eq!((acceptee.personnes_desactivees, acceptee.situations_terminees), (11, 11));
}

async fn up_to_the_share_a_file_goes_in(banc: Banc) {
    banc.importer_prudemment(&Extraction::foule(50).texte(), PREMIER).await.unwrap();
    let rapport = banc.importer_prudemment(&Extraction::foule(40).texte(), SECOND).await.unwrap();
    assert_eq!(rapport.personnes_desactivees, 10);
}

async fn a_file_that_would_change_too_much_stops(banc: Banc) {
    banc.importer_prudemment(&Extraction::foule(10).texte(), PREMIER).await.unwrap();
    let mut changee = Extraction::foule(10);
    (0..3).for_each(|ligne| changee.ecrire(ligne, "Code genre d'activité", "GENR08"));
    let refusee = banc.importer_prudemment(&changee.texte(), SECOND).await.unwrap_err();
    assert_eq!(refusee.code(), "trop_de_changements");
    let ailleurs = Extraction::foule(10).texte().replace("LES TILLEULS", "LES CHENES");
    assert!(
        banc.importer_prudemment(&ailleurs, SECOND).await.is_err(),
        "a place that changes, changes those who work there"
    );
}

async fn people_who_arrive_are_no_reason_to_stop(banc: Banc) {
    banc.importer_prudemment(&Extraction::foule(10).texte(), PREMIER).await.unwrap();
    let rapport = banc.importer_prudemment(&Extraction::foule(60).texte(), SECOND).await.unwrap();
    assert_eq!(rapport.personnes_inscrites, 50);
}

async fn the_share_is_a_setting(banc: Banc) {
    banc.importer(&Extraction::foule(10).texte(), PREMIER).await;
    let reduite = Extraction::foule(9).texte();
    let consigne = |seuil| Consigne { seuil, ..Consigne::du(SECOND) };
    assert!(banc.import().importer(&reduite, consigne(5), &|_| {}).await.is_err());
    assert!(banc.import().importer(&reduite, consigne(10), &|_| {}).await.is_ok());
}

sur_les_deux_moteurs!(
    a_file_that_would_end_too_much_stops_and_writes_nothing,
    up_to_the_share_a_file_goes_in,
    a_file_that_would_change_too_much_stops,
    people_who_arrive_are_no_reason_to_stop,
    the_share_is_a_setting,
);
