//! Contact data: who changes them, how, and what follows.

use ambient::Seconds;
use annuaire::Fait;
use registry_core::avis::Suivi as _;
use registry_core::contact::{
    Changement, ContactError, CoordonneesSaisies, Correction, MoyenFort, NouvelleCorrection, PremiereActivation,
    PreuveForte,
};
use registry_core::habilitation::Perimetre;
use registry_core::journal::{Acte, Dossier};
use registry_core::situation_acte::NouvelleSituation;
use sante::IdentifiantNational;

use crate::avis::lieu;
use crate::banc::{Banc, MAINTENANT, id};
use crate::courrier::{inconnu, pris};
use crate::extraction::NOE;
use crate::portail::{COLLEGUE, EHPAD, EJ, GESTIONNAIRE, IME, attestations, cle, finess, situation};

pub fn saisies(mobile: &str, courriel: &str) -> CoordonneesSaisies {
    CoordonneesSaisies { mobile: mobile.to_owned(), courriel: courriel.to_owned() }
}

pub fn preuve(banc: &Banc, personne: &IdentifiantNational) -> PreuveForte {
    PreuveForte { personne: personne.clone(), le: banc.ambient.now(), moyen: MoyenFort::ECps }
}

fn nouvelles() -> CoordonneesSaisies {
    saisies("07 81 23 45 67", "lucie.autre@exemple.test")
}

fn correction(personne: &IdentifiantNational) -> NouvelleCorrection {
    NouvelleCorrection { personne: personne.clone(), structure: finess(EHPAD), saisies: nouvelles(), face_a_face: true }
}

fn dossiers(banc: &Banc) -> Vec<Dossier> {
    let actes = banc.carnet.actes.lock().unwrap();
    let dossiers = actes.iter().filter_map(|acte| match acte {
        Acte::Dossier(dossier) => Some(dossier.clone()),
        _ => None,
    });
    dossiers.collect()
}

// requirement: SIT-14 COL-11 R04
async fn the_person_changes_them_and_both_addresses_hear_of_it(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    let des = Changement::new(banc.guichet()).changer(&preuve(&banc, &personne), &nouvelles()).await.unwrap();
    assert_eq!(des, MAINTENANT.plus(Seconds::hours(72)));
    let lue = banc.lecture().correspondance(&personne, "idp").await.unwrap();
    assert_eq!(lue.mobile.as_deref(), Some("+33781234567"));
    assert_eq!((lue.courriel.as_deref(), lue.activation_des), (Some("lucie.autre@exemple.test"), Some(des)));
    let attendus = [("lucie.autre@exemple.test", "contact_enregistre"), ("lucie@exemple.test", "contact_remplace")];
    assert_eq!(banc.distribuer(pris()).await, attendus.map(|(a, quoi)| (a.to_owned(), quoi)));
    assert_eq!(banc.faits(&personne.to_string()).await.last(), Some(&Fait::CorrespondanceModifiee));
    let (agent, champs) = (personne.clone(), "mobile, courriel");
    assert_eq!(dossiers(&banc).last(), Some(&Dossier::Contact { agent, personne, moyen: "ecps", champs }));
}

// requirement: R04
async fn a_changed_mobile_activates_nothing_before_its_time_whoever_had_an_e_cps_or_not(banc: Banc) {
    let personne = banc.inscrite().await;
    let activation = PremiereActivation::new(banc.guichet());
    let activer = async || activation.noter(&personne, "idp").await.map_err(|refus| refus.code());
    assert_eq!(activer().await, Err("contact_pas_encore"), "48 hours after the registration");
    let changer = async |mobile: &str| {
        let saisies = saisies(mobile, "lucie@exemple.test");
        Changement::new(banc.guichet()).changer(&preuve(&banc, &personne), &saisies).await.unwrap()
    };
    for mobile in ["07 81 23 45 67", "07 81 23 45 68"] {
        assert_eq!(changer(mobile).await, banc.ambient.now().plus(Seconds::hours(72)));
        let avant = banc.photographie().await;
        banc.horloge.advance(Seconds(72 * 3_600 - 1));
        assert_eq!(activer().await, Err("contact_pas_encore"), "{mobile}");
        assert_eq!(banc.photographie().await, avant);
        banc.horloge.advance(Seconds(1));
        assert_eq!(activer().await, Ok(()), "{mobile}");
    }
}

async fn a_change_of_the_mobile_alone_is_told_once(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    let saisies = saisies("0690 12 34 56", "lucie@exemple.test");
    Changement::new(banc.guichet()).changer(&preuve(&banc, &personne), &saisies).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "contact_remplace")]);
    let lue = banc.lecture().correspondance(&personne, "idp").await.unwrap();
    assert_eq!(lue.mobile.as_deref(), Some("+590690123456"));
}

async fn what_is_not_proved_or_not_usable_changes_nothing(banc: Banc) {
    let personne = banc.inscrite().await;
    let (avant, changement) = (banc.photographie().await, Changement::new(banc.guichet()));
    let vieille = PreuveForte { le: MAINTENANT.minus(Seconds(301)), ..preuve(&banc, &personne) };
    let refusee = changement.changer(&vieille, &nouvelles()).await.unwrap_err();
    assert_eq!(refusee.code(), "contact_preuve_perimee");
    let securisee = saisies("0123456789", "lucie@ch-test.mssante.fr");
    let refusee = changement.changer(&preuve(&banc, &personne), &securisee).await.unwrap_err();
    let ContactError::Saisie(objections) = refusee else { panic!("{refusee}") };
    let codes: Vec<_> = objections.iter().map(|objection| objection.code).collect();
    assert_eq!(codes, ["mobile_fixe", "courriel_mssante"]);
    let memes = saisies("06 39 98 00 90", "lucie@exemple.test");
    let refusee = changement.changer(&preuve(&banc, &personne), &memes).await.unwrap_err();
    assert_eq!(refusee.code(), "contact_inchange");
    let personne = preuve(&banc, &id("899900009996"));
    assert_eq!(changement.changer(&personne, &nouvelles()).await.unwrap_err().code(), "personne_inconnue");
    assert_eq!(banc.photographie().await, avant);
}

async fn what_the_journal_does_not_take_is_not_done(banc: Banc) {
    let personne = banc.inscrite().await;
    let avant = banc.photographie().await;
    *banc.carnet.casse.lock().unwrap() = true;
    let refusee = Changement::new(banc.guichet()).changer(&preuve(&banc, &personne), &nouvelles()).await;
    assert_eq!(refusee.unwrap_err().code(), "registre_hors_service");
    assert_eq!(banc.photographie().await, avant);
}

async fn two_gestionnaires_correct_them_before_a_first_activation(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.nommer(COLLEGUE, Perimetre::EntiteJuridique(finess(EJ))).await;
    banc.distribuer(inconnu()).await;
    let correction_de = Correction::new(banc.guichet());
    let proposition = correction_de.proposer(&id(GESTIONNAIRE), &correction(&personne)).await.unwrap();
    let encore = correction_de.proposer(&id(COLLEGUE), &correction(&personne)).await.unwrap_err();
    assert_eq!(encore.code(), "proposition_deja_ouverte");
    let seule = correction_de.confirmer(&id(GESTIONNAIRE), &proposition).await.unwrap_err();
    assert_eq!(seule.code(), "proposition_meme_personne");
    assert_eq!(banc.magasin.retours(&[lieu(EHPAD)], 10).await.unwrap().len(), 1);
    correction_de.confirmer(&id(COLLEGUE), &proposition).await.unwrap();
    let lue = banc.lecture().correspondance(&personne, "idp").await.unwrap();
    assert_eq!(lue.courriel.as_deref(), Some("lucie.autre@exemple.test"));
    assert_eq!(lue.activation_des, Some(MAINTENANT.plus(Seconds::hours(48))), "the later of both delays");
    assert!(banc.magasin.retours(&[lieu(EHPAD)], 10).await.unwrap().is_empty());
    let deux = correction_de.confirmer(&id(COLLEGUE), &proposition).await.unwrap_err();
    assert_eq!(deux.code(), "proposition_deja_tranchee");
}

async fn nobody_but_the_registering_structure_corrects_them_and_face_to_face(banc: Banc) {
    let personne = banc.inscrite().await;
    let correction_de = Correction::new(banc.guichet());
    let proposer = async |nouvelle: NouvelleCorrection| {
        correction_de.proposer(&id(GESTIONNAIRE), &nouvelle).await.unwrap_err().code()
    };
    let ailleurs = NouvelleCorrection { structure: finess(IME), ..correction(&personne) };
    assert_eq!(proposer(ailleurs).await, "contact_autre_structure");
    let a_distance = NouvelleCorrection { face_a_face: false, ..correction(&personne) };
    assert_eq!(proposer(a_distance).await, "contact_sans_rencontre");
    let sans_droit = correction_de.proposer(&id(COLLEGUE), &correction(&personne)).await.unwrap_err();
    assert_eq!(sans_droit.code(), "agent_sans_habilitation");
    banc.horloge.advance(Seconds::hours(48));
    PremiereActivation::new(banc.guichet()).noter(&personne, "idp").await.unwrap();
    PremiereActivation::new(banc.guichet()).noter(&personne, "idp").await.unwrap();
    assert_eq!(proposer(correction(&personne)).await, "contact_deja_active");
    let notees = dossiers(&banc).into_iter().filter(|acte| matches!(acte, Dossier::PremiereActivation { .. }));
    assert_eq!(notees.count(), 1);
}

// requirement: R04
async fn a_second_card_of_whoever_proposed_is_no_second_person(banc: Banc) {
    const DOUBLE: &str = "3690990015/CPE00009";
    let personne = banc.inscrite().await;
    banc.declarer(DOUBLE, "Fictif Roché", "MALIK").await;
    for carte in [DOUBLE, COLLEGUE] {
        banc.nommer(carte, Perimetre::EntiteJuridique(finess(EJ))).await;
    }
    let correction_de = Correction::new(banc.guichet());
    let proposition = correction_de.proposer(&id(GESTIONNAIRE), &correction(&personne)).await.unwrap();
    let seule = correction_de.confirmer(&id(DOUBLE), &proposition).await.unwrap_err();
    assert_eq!(seule.code(), "proposition_meme_personne");
    correction_de.confirmer(&id(COLLEGUE), &proposition).await.unwrap();
}

// requirement: R04
async fn a_place_that_did_not_register_the_person_never_corrects_them(banc: Banc) {
    let personne = banc.inscrite().await;
    let correction_de = Correction::new(banc.guichet());
    let proposer = async |personne: &IdentifiantNational, structure: &str| {
        let nouvelle = NouvelleCorrection { structure: finess(structure), ..correction(personne) };
        correction_de.proposer(&id(GESTIONNAIRE), &nouvelle).await.map_err(|refus| refus.code())
    };
    for (mot, lui, structure) in [("a", &personne, IME), ("b", &id(NOE), EHPAD)] {
        let ici = NouvelleSituation {
            personne: lui.clone(),
            structure: finess(structure),
            situation: situation(),
            attestations: attestations(),
        };
        banc.situations().ajouter(&id(GESTIONNAIRE), &cle(mot), ici).await.unwrap();
    }
    assert_eq!(proposer(&personne, IME).await.unwrap_err(), "contact_autre_structure", "attached later");
    assert_eq!(proposer(&id(NOE), EHPAD).await.unwrap_err(), "contact_autre_structure", "an Order registered him");
    let premiere = banc.personne(&personne.to_string()).await.unwrap().exercices[0].situations[0].clone();
    assert_eq!(premiere.structure.unwrap().finess, EHPAD);
    banc.finir_a(&premiere.id, premiere.debut.unwrap()).await;
    let proposition = proposer(&personne, EHPAD).await.expect("until the end of the situation");
    correction_de.retirer(&id(GESTIONNAIRE), &proposition).await.unwrap();
    banc.horloge.advance(Seconds::hours(24 * 30));
    assert_eq!(proposer(&personne, EHPAD).await.unwrap_err(), "contact_autre_structure", "ended");
}

async fn a_record_that_moved_meanwhile_is_not_overwritten(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.nommer(COLLEGUE, Perimetre::EntiteJuridique(finess(EJ))).await;
    let correction_de = Correction::new(banc.guichet());
    let proposition = correction_de.proposer(&id(GESTIONNAIRE), &correction(&personne)).await.unwrap();
    let siennes = saisies("0639980091", "lucie@exemple.test");
    Changement::new(banc.guichet()).changer(&preuve(&banc, &personne), &siennes).await.unwrap();
    let refusee = correction_de.confirmer(&id(COLLEGUE), &proposition).await.unwrap_err();
    assert_eq!(refusee.code(), "contact_change_entre_temps");
    let lue = banc.lecture().correspondance(&personne, "idp").await.unwrap();
    assert_eq!(lue.mobile.as_deref(), Some("+33639980091"));
}

sur_les_deux_moteurs!(
    the_person_changes_them_and_both_addresses_hear_of_it,
    a_changed_mobile_activates_nothing_before_its_time_whoever_had_an_e_cps_or_not,
    a_change_of_the_mobile_alone_is_told_once,
    what_is_not_proved_or_not_usable_changes_nothing,
    what_the_journal_does_not_take_is_not_done,
    two_gestionnaires_correct_them_before_a_first_activation,
    nobody_but_the_registering_structure_corrects_them_and_face_to_face,
    a_second_card_of_whoever_proposed_is_no_second_person,
    a_place_that_did_not_register_the_person_never_corrects_them,
    a_record_that_moved_meanwhile_is_not_overwritten,
);
