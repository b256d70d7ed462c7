//! What a file no longer lists.

use ambient::Seconds;
use annuaire::Fait;
use registry_core::LectureError;

use crate::banc::{Banc, MAINTENANT, PREMIER, SECOND};
use crate::extraction::{ALBA, Extraction, NOE, PAUL};

// requirement: SIT-09 SIT-10 USE-11
async fn a_situation_ends_at_the_date_of_the_first_file_that_lacks_it(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let rapport = banc.importer(&Extraction::exemple().sans_ligne(1).texte(), SECOND).await;
    assert_eq!((rapport.situations_terminees, rapport.personnes_modifiees), (1, 0));
    let alba = banc.personne(ALBA).await.unwrap();
    let finie = &alba.exercices[0].situations[1];
    assert_eq!(finie.fin, Some(SECOND));
    assert!(!finie.en_cours(MAINTENANT) && alba.exercices[0].situations[0].en_cours(MAINTENANT));
    let fait = Fait::SituationTerminee { situation: finie.id.clone(), fin: SECOND };
    assert_eq!(banc.faits(ALBA).await.last(), Some(&fait));
}

async fn a_situation_that_comes_back_is_another_one(banc: Banc) {
    let exemple = Extraction::exemple();
    banc.importer(&exemple.texte(), PREMIER).await;
    let premiere = banc.personne(ALBA).await.unwrap().exercices[0].situations[1].id.clone();
    banc.importer(&exemple.clone().sans_ligne(1).texte(), SECOND).await;
    let rapport = banc.importer(&exemple.texte(), SECOND.plus(Seconds::hours(24))).await;
    assert_eq!((rapport.situations_ouvertes, rapport.situations_terminees), (1, 0));
    let situations = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    assert_eq!(situations.len(), 3);
    assert_eq!((situations[1].id.clone(), situations[1].fin), (premiere.clone(), Some(SECOND)));
    assert!(situations[2].id != premiere && situations[2].fin.is_none());
}

async fn an_ended_situation_is_forgotten_after_a_week(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.importer(&Extraction::exemple().sans_ligne(1).texte(), SECOND).await;
    banc.horloge.advance(Seconds::hours(7 * 24));
    assert_eq!(banc.personne(ALBA).await.unwrap().exercices[0].situations.len(), 1);
}

async fn an_exercise_that_is_no_longer_listed_goes_with_its_last_situation(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let rapport = banc.importer(&Extraction::exemple().sans_ligne(5).texte(), SECOND).await;
    assert_eq!((rapport.situations_terminees, rapport.personnes_modifiees), (1, 1));
    assert_eq!(banc.personne(PAUL).await.unwrap().exercices.len(), 2, "told while its end is news");
    banc.horloge.advance(Seconds::hours(7 * 24));
    assert_eq!(banc.personne(PAUL).await.unwrap().exercices.len(), 1);
}

// requirement: SIT-12 ENR-14 IDN-04
async fn a_person_who_disappears_is_deactivated_and_may_come_back(banc: Banc) {
    let exemple = Extraction::exemple();
    banc.importer(&exemple.texte(), PREMIER).await;
    let rapport = banc.importer(&exemple.clone().sans_personnes(&[NOE]).texte(), SECOND).await;
    assert_eq!((rapport.personnes_desactivees, rapport.situations_terminees), (1, 1));
    assert!(matches!(banc.personne(NOE).await, Err(LectureError::Desactivee)));
    let encore = banc.importer(&exemple.clone().sans_personnes(&[NOE]).texte(), SECOND).await;
    assert_eq!(encore.ecritures, 0, "once deactivated, a person is not deactivated again");
    let retour = banc.importer(&exemple.texte(), SECOND).await;
    assert_eq!((retour.personnes_reactivees, retour.personnes_inscrites, retour.situations_ouvertes), (1, 0, 1));
    let noe = banc.personne(NOE).await.unwrap();
    assert_eq!(noe.exercices[0].situations.iter().filter(|situation| situation.fin.is_none()).count(), 1);
    let faits = banc.faits(NOE).await;
    assert!(matches!(
        faits.as_slice(),
        [
            Fait::PersonneInscrite,
            Fait::SituationOuverte { .. },
            Fait::PersonneDesactivee,
            Fait::SituationTerminee { .. },
            Fait::PersonneReactivee,
            Fait::SituationOuverte { .. }
        ]
    ));
}

async fn a_person_whose_only_row_cannot_be_read_is_not_absent(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let rapport = banc.importer(&Extraction::exemple().avec(2, "Date de naissance", "?").texte(), SECOND).await;
    assert_eq!((rapport.erreurs.nombre, rapport.personnes_desactivees, rapport.ecritures), (1, 0, 0));
    assert!(banc.personne(NOE).await.is_ok());
}

sur_les_deux_moteurs!(
    a_situation_ends_at_the_date_of_the_first_file_that_lacks_it,
    a_situation_that_comes_back_is_another_one,
    an_ended_situation_is_forgotten_after_a_week,
    an_exercise_that_is_no_longer_listed_goes_with_its_last_situation,
    a_person_who_disappears_is_deactivated_and_may_come_back,
    a_person_whose_only_row_cannot_be_read_is_not_absent,
);
