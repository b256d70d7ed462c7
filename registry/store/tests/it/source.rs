//! An import touches only what extractions brought.

use registry_core::LectureError;
use registry_core::import::Raison;

use crate::banc::{Banc, MAINTENANT, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction, NOE};
use crate::porteur::directrice;

fn raisons(rapport: &registry_core::import::Rapport) -> Vec<Raison> {
    rapport.avertissements.premiers.iter().map(|signalement| signalement.raison.clone()).collect()
}

async fn a_card_holder_is_not_absent_for_missing_in_a_file(banc: Banc) {
    let directrice = directrice();
    banc.declaration().declarer_porteur(directrice.clone()).await.unwrap();
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let rapport = banc.importer(&Extraction::exemple().sans_personnes(&[NOE]).texte(), SECOND).await;
    assert_eq!(rapport.personnes_desactivees, 1);
    assert!(banc.lecture().personne(&directrice.identifiant).await.is_ok());
}

async fn a_record_of_the_portal_is_left_as_it_is(banc: Banc) {
    banc.declaration().declarer_porteur(directrice()).await.unwrap();
    let avant = banc.photographie().await;
    let homonyme = Extraction::une_ligne(9_990_000_500)
        .avec(0, "Type d'identifiant PP", "3")
        .avec(0, "Identifiant PP", "690990015/CPED0001")
        .avec(0, "Identification nationale PP", "3690990015/CPED0001");
    let rapport = banc.importer(&homonyme.texte(), PREMIER).await;
    assert_eq!(raisons(&rapport), [Raison::TenueParLePortail]);
    assert_eq!(rapport.evenements, 0);
    let personnes =
        |lignes: Vec<String>| lignes.into_iter().filter(|l| !l.starts_with("structure")).collect::<Vec<_>>();
    assert_eq!(personnes(banc.photographie().await), personnes(avant));
}

// requirement: SIT-15
async fn a_situation_ended_by_hand_is_not_opened_again_by_a_file(banc: Banc) {
    let texte = Extraction::exemple().texte();
    banc.importer(&texte, PREMIER).await;
    let situation = banc.personne(NOE).await.unwrap().exercices.remove(0).situations.remove(0);
    banc.fin().terminer_situation(&situation.id, MAINTENANT).await.unwrap();
    let rapport = banc.importer(&texte, SECOND).await;
    assert_eq!((raisons(&rapport), rapport.ecritures), (vec![Raison::TermineeAuPortail], 0));
    assert_eq!(banc.personne(NOE).await.unwrap().exercices[0].situations[0].fin, Some(MAINTENANT));
}

async fn a_person_deactivated_by_hand_is_not_brought_back_by_a_file(banc: Banc) {
    let texte = Extraction::exemple().texte();
    banc.importer(&texte, PREMIER).await;
    banc.activation().desactiver(&id(ALBA)).await.unwrap();
    let rapport = banc.importer(&texte, SECOND).await;
    assert_eq!((raisons(&rapport), rapport.ecritures), (vec![Raison::DesactiveeAuPortail], 0));
    assert!(matches!(banc.personne(ALBA).await, Err(LectureError::Desactivee)));
    banc.activation().reactiver(&id(ALBA)).await.unwrap();
    assert!(banc.personne(ALBA).await.is_ok());
}

sur_les_deux_moteurs!(
    a_card_holder_is_not_absent_for_missing_in_a_file,
    a_record_of_the_portal_is_left_as_it_is,
    a_situation_ended_by_hand_is_not_opened_again_by_a_file,
    a_person_deactivated_by_hand_is_not_brought_back_by_a_file,
);
