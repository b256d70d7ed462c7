//! An import touches only what extractions brought.

use ambient::Seconds;
use registry_core::LectureError;
use registry_core::contact::Changement;
use registry_core::import::Raison;
use registry_core::situation_acte::{Modification, QuandFinir};

use crate::banc::{Banc, MAINTENANT, PREMIER, SECOND, id};
use crate::contact::{preuve, saisies};
use crate::extraction::{ALBA, Extraction, NOE};
use crate::portail::agent;
use crate::porteur::directrice;

pub fn raisons(rapport: &registry_core::import::Rapport) -> Vec<Raison> {
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
    banc.finir_a(&situation.id, MAINTENANT).await;
    let rapport = banc.importer(&texte, SECOND).await;
    assert_eq!((raisons(&rapport), rapport.ecritures), (vec![Raison::TermineeAuPortail], 0));
    assert_eq!(banc.personne(NOE).await.unwrap().exercices[0].situations[0].fin, Some(MAINTENANT));
}

// requirement: SIT-09 SIT-15
async fn a_situation_changed_then_ended_at_the_portal_is_not_opened_again_by_a_file(banc: Banc) {
    banc.portail().await;
    let vue = banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap().situations.remove(0);
    let voulue = Modification {
        noms: vue.noms,
        profession: vue.situation.code_role,
        role: "GENR10".to_owned(),
        debut: None,
        fin: None,
    };
    let situation = vue.situation.id;
    banc.situations().modifier(&agent(), &situation, &vue.version.unwrap(), &voulue).await.unwrap();
    let version = banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap().situations.remove(0).version.unwrap();
    banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap();
    banc.horloge.advance(Seconds::hours(24));
    let rapport = banc.importer(&Extraction::exemple().texte(), MAINTENANT.plus(Seconds::hours(12))).await;
    assert!(raisons(&rapport).contains(&Raison::TermineeAuPortail), "{rapport:?}");
    assert_eq!(rapport.situations_ouvertes, 0);
    let situations = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    let en_cours = situations.iter().filter(|une| une.en_cours(banc.ambient.now()));
    assert_eq!((situations.len(), en_cours.count()), (2, 1), "the other place alone");
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

// requirement: R04 SIT-14
async fn contact_data_changed_at_the_portal_hold_against_every_later_file(banc: Banc) {
    let exemple = Extraction::exemple();
    banc.importer(&exemple.texte(), PREMIER).await;
    let siennes = saisies("07 81 23 45 67", "alba.autre@exemple.test");
    Changement::new(banc.guichet()).changer(&preuve(&banc, &id(ALBA)), &siennes).await.unwrap();
    let avant = banc.photographie().await;
    let (tenu, rien) = (vec![Raison::ContactTenu], Vec::new());
    for (fichier, attendues) in [
        (exemple.clone(), &tenu),
        (exemple.clone().avec_contact(&[0, 1], "+33639980099", "alba.volee@exemple.test"), &tenu),
        (exemple.clone().avec_contact(&[0, 1], "", ""), &rien),
        (exemple.clone().avec_contact(&[0, 1], "+33781234567", "alba.autre@exemple.test"), &rien),
    ] {
        let rapport = banc.importer(&fichier.texte(), SECOND).await;
        assert_eq!((raisons(&rapport), rapport.ecritures, rapport.evenements), (attendues.clone(), 0, 0));
        assert_eq!(banc.photographie().await, avant);
    }
    let rapport = banc.importer(&exemple.avec_contact(&[2], "+33639980098", "noe@exemple.test").texte(), SECOND).await;
    assert_eq!(rapport.ecritures, 1, "nobody changed Noé's: the file's hold");
    let lue = banc.lecture().correspondance(&id(NOE), "idp").await.unwrap();
    assert_eq!((lue.mobile.as_deref(), lue.courriel.as_deref()), (Some("+33639980098"), Some("noe@exemple.test")));
}

sur_les_deux_moteurs!(
    contact_data_changed_at_the_portal_hold_against_every_later_file,
    a_card_holder_is_not_absent_for_missing_in_a_file,
    a_record_of_the_portal_is_left_as_it_is,
    a_situation_ended_by_hand_is_not_opened_again_by_a_file,
    a_situation_changed_then_ended_at_the_portal_is_not_opened_again_by_a_file,
    a_person_deactivated_by_hand_is_not_brought_back_by_a_file,
);
