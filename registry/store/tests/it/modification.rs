//! What a newer file says otherwise.

use annuaire::Fait;
use registry_core::import::Raison;

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction, GENRE, NOE};

// requirement: SIT-13 ROL-06
async fn a_role_changes_in_place(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let avant = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations.remove(0);
    let rapport = banc.importer(&Extraction::exemple().avec(0, GENRE, "GENR12").texte(), SECOND).await;
    assert_eq!((rapport.situations_modifiees, rapport.situations_ouvertes, rapport.situations_terminees), (1, 0, 0));
    let apres = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations.remove(0);
    assert_eq!((apres.id.clone(), apres.code_genre_activite.as_str()), (avant.id, "GENR12"));
    assert_eq!(banc.faits(ALBA).await.last(), Some(&Fait::SituationModifiee { situation: apres.id }));
}

// requirement: IDN-03
async fn a_name_changes_and_is_told_once(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let extraction = Extraction::exemple()
        .avec(2, "Nom de famille", "FICTIF-AUTRE")
        .avec(2, "Nom d'exercice", "FICTIF-AUTRE")
        .avec(2, "Code civilité", "MME");
    let rapport = banc.importer(&extraction.texte(), SECOND).await;
    assert_eq!((rapport.personnes_modifiees, rapport.evenements), (1, 1));
    assert_eq!(banc.faits(NOE).await.last(), Some(&Fait::PersonneModifiee));
    let noe = banc.personne(NOE).await.unwrap();
    assert_eq!((noe.nom.as_str(), noe.exercices[0].nom.as_str()), ("FICTIF-AUTRE", "FICTIF-AUTRE"));
}

async fn correspondence_data_change_apart(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let extraction = Extraction::exemple().avec(2, "Téléphone (coord. correspondance)", "06 39 98 77 77");
    let rapport = banc.importer(&extraction.texte(), SECOND).await;
    assert_eq!((rapport.correspondances_modifiees, rapport.personnes_modifiees, rapport.ecritures), (1, 0, 1));
    let correspondance = banc.lecture().correspondance(&id(NOE), "test").await.unwrap();
    assert_eq!(correspondance.mobile.as_deref(), Some("+33639987777"));
    assert_eq!(banc.faits(NOE).await.last(), Some(&Fait::CorrespondanceModifiee));
}

async fn a_place_described_otherwise_is_told_to_all_who_work_there(banc: Banc) {
    banc.importer(&Extraction::foule(5).puis(Extraction::exemple()).texte(), PREMIER).await;
    let texte = Extraction::foule(5).puis(Extraction::exemple()).texte();
    let rapport = banc.importer(&texte.replace("FICTIF LES TILLEULS", "FICTIF DES CHENES"), SECOND).await;
    assert_eq!((rapport.personnes_modifiees, rapport.ecritures), (6, 1), "one place, six people: {rapport:?}");
    assert_eq!(banc.faits(NOE).await.len(), 2, "who works elsewhere has not changed");
}

async fn a_place_described_in_two_ways_keeps_the_first(banc: Banc) {
    let extraction = Extraction::foule(3).avec(2, "Raison sociale site", "AUTRE NOM");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let [avertissement] = rapport.avertissements.premiers.as_slice() else { panic!("{rapport:?}") };
    assert_eq!((avertissement.ligne, &avertissement.raison), (4, &Raison::StructureContredite));
    let encore = banc.importer(&extraction.texte(), SECOND).await;
    assert_eq!((encore.ecritures, encore.evenements), (0, 0));
}

async fn a_new_situation_of_a_known_person_opens(banc: Banc) {
    banc.importer(&Extraction::exemple().sans_ligne(1).texte(), PREMIER).await;
    let rapport = banc.importer(&Extraction::exemple().texte(), SECOND).await;
    assert_eq!((rapport.situations_ouvertes, rapport.personnes_inscrites, rapport.evenements), (1, 0, 1));
    assert!(matches!(banc.faits(ALBA).await.last(), Some(Fait::SituationOuverte { .. })));
}

async fn the_withdrawn_code_of_france_is_read_as_the_active_one(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let extraction = Extraction::exemple().avec(2, "Code pays de naissance", "99000");
    assert_eq!(banc.importer(&extraction.texte(), SECOND).await.ecritures, 0);
}

sur_les_deux_moteurs!(
    a_role_changes_in_place,
    a_name_changes_and_is_told_once,
    correspondence_data_change_apart,
    a_place_described_otherwise_is_told_to_all_who_work_there,
    a_place_described_in_two_ways_keeps_the_first,
    a_new_situation_of_a_known_person_opens,
    the_withdrawn_code_of_france_is_read_as_the_active_one,
);
