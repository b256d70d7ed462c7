//! What is told of a person, and to whom it is not.

use registry_core::LectureError;
use registry_core::journal::Acte;

use crate::banc::{Banc, PREMIER, id};
use crate::extraction::{ALBA, Extraction};

// requirement: COL-12 DIR-02
async fn contact_data_and_civil_status_are_absent_from_a_person(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let json = serde_json::to_string(&banc.personne(ALBA).await.unwrap()).unwrap();
    for prive in ["+33639980001", "alba.martel@example.org", "1988", "2B033", "BASTIA", "Rose"] {
        assert!(!json.contains(prive), "{prive} in {json}");
    }
    assert!(json.contains("FICTIF-MARTEL"));
}

async fn correspondence_data_are_told_to_the_journal_before_they_leave(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.carnet.actes.lock().unwrap().clear();
    let correspondance = banc.lecture().correspondance(&id(ALBA), "idp").await.unwrap();
    assert_eq!(correspondance.courriel.as_deref(), Some("alba.martel@example.org"));
    assert!(!format!("{correspondance:?}").contains("alba"), "a log line shows nothing of it");
    let attendu = Acte::CorrespondanceLue { cle: "idp".to_owned(), personne: id(ALBA), trouvee: true };
    assert_eq!(*banc.carnet.actes.lock().unwrap(), [attendu]);
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(matches!(banc.lecture().correspondance(&id(ALBA), "idp").await, Err(LectureError::Port(_))));
}

// requirement: M19
async fn a_question_about_nobody_is_told_to_the_journal_too(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.activation().desactiver(&id(ALBA)).await.unwrap();
    for absente in [id("899900099999"), id(ALBA)] {
        banc.carnet.actes.lock().unwrap().clear();
        banc.lecture().correspondance(&absente, "idp").await.unwrap_err();
        let attendu = Acte::CorrespondanceLue { cle: "idp".to_owned(), personne: absente.clone(), trouvee: false };
        assert_eq!(*banc.carnet.actes.lock().unwrap(), [attendu]);
    }
    *banc.carnet.casse.lock().unwrap() = true;
    let refus = banc.lecture().correspondance(&id("899900099999"), "idp").await;
    assert!(matches!(refus, Err(LectureError::Port(_))), "no answer before the record");
}

async fn nobody_and_nobody_any_more_are_told_apart(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    assert!(matches!(banc.personne("899900099999").await, Err(LectureError::Inconnue)));
    banc.activation().desactiver(&id(ALBA)).await.unwrap();
    assert!(matches!(banc.personne(ALBA).await, Err(LectureError::Desactivee)));
    let correspondance = banc.lecture().correspondance(&id(ALBA), "idp").await;
    assert!(matches!(correspondance, Err(LectureError::Desactivee)));
}

sur_les_deux_moteurs!(
    contact_data_and_civil_status_are_absent_from_a_person,
    correspondence_data_are_told_to_the_journal_before_they_leave,
    a_question_about_nobody_is_told_to_the_journal_too,
    nobody_and_nobody_any_more_are_told_apart,
);
