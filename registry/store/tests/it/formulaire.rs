//! Forms of structures: F101 with the contract or alone, F301, and what becomes of them when a contract ends.

pub mod depot;

use std::sync::Arc;

use ambient::Seconds;
use jiff::civil::date;
use registry_core::demande::{DemandeId, Demandes as _, Etape};
use registry_core::formulaire::{
    ActeNomination, DecisionFormulaire, Demandeur, EtapeFormulaire, NouveauFormulaire, Qualite, Saisi, SansSuite,
    StadeFormulaire,
};
use registry_core::habilitation::{HabilitationError, NouveauContrat, NouvelleDesignation, Perimetre, Titre};
use registry_core::idempotence::Auteur;

use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::extraction::NOE;
use crate::portail::{
    COLLEGUE, DIRECTRICE, EHPAD, EJ, GESTIONNAIRE, SUPPORT, cle, contrat, demande, designation, finess, identite,
};
use depot::{EHPAD_DU_CH, HOPITAL, SEUL, SEUL_EJ, aide, ej, f101, f301, president};

// requirement: CON-01 CON-06 CON-08 CON-09 GES-01 GES-26
async fn contract_and_card_are_asked_for_together_and_hold_once_accepted(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let envoye = banc.envoyer(&aida, "a", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    let attendent = banc.adhesion().a_examiner(&aide(0), None).await.unwrap().lignes;
    assert_eq!(attendent.iter().map(|un| &un.id).collect::<Vec<_>>(), [&envoye]);
    let porteur = banc.accepter(&aida, &envoye).await;
    assert_eq!(porteur, id("3310990031/CDE00001"));
    let recus = banc.distribuer(pris()).await;
    assert_eq!(recus.iter().map(|(_, quoi)| *quoi).collect::<Vec<_>>(), ["droit_accorde", "formulaire_accepte"]);
    assert_eq!(banc.enregistre_a("3310990031/CDE00001", "b", EHPAD_DU_CH).await, Ok(()), "with nothing more to sign");
    assert_eq!(banc.statuer((&envoye, 1), DecisionFormulaire::Accepter).await, Err("formulaire_autre_etape"));
    let situation = banc.adhesion().situer(&finess(EHPAD_DU_CH)).await.unwrap();
    assert_eq!((situation.sous_contrat, situation.etablissements), (true, 2));
}

// requirement: CON-08 R02
async fn the_same_form_sent_twice_is_one(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let nouveau = || f101(ej(HOPITAL), Qualite::RepresentantLegal);
    let envoye = banc.envoyer(&aida, "a", nouveau()).await.unwrap();
    let image = banc.photographie().await;
    assert_eq!(banc.envoyer(&aida, "a", nouveau()).await.unwrap(), envoye, "the button twice");
    assert_eq!(banc.envoyer(&aida, "b", nouveau()).await.unwrap(), envoye, "two tabs");
    assert_eq!(banc.photographie().await, image);
    let autre = NouveauFormulaire { mobile: "06 39 98 00 78".to_owned(), ..nouveau() };
    assert_eq!(banc.envoyer(&aida, "a", autre.clone()).await.unwrap_err().code(), "cle_reutilisee");
    assert_eq!(banc.envoyer(&aida, "c", autre).await.unwrap_err().code(), "formulaire_deja_envoye");
    let zoe = president("zoe", "FICTIF-Z");
    let (une, deux) = tokio::join!(banc.envoyer(&zoe, "d", nouveau()), banc.envoyer(&zoe, "e", nouveau()));
    assert_eq!(une.unwrap(), deux.unwrap(), "at the same time");
}

// requirement: CON-10
async fn a_form_that_does_not_hold_says_all_at_once_and_one_given_back_is_mended(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let sans =
        Qualite::Directeur { acte: ActeNomination::Delegation, du: date(2026, 9, 1), signataire: " ".to_owned() };
    let vide = NouveauFormulaire {
        saisi: Saisi::Direction { qualite: sans, conditions: None },
        courriel: "aida".to_owned(),
        mobile: "0123".to_owned(),
        perimetre: ej(HOPITAL),
    };
    let refuse = banc.envoyer(&aida, "a", vide).await.unwrap_err();
    let champs: Vec<_> = refuse.objections().iter().map(|objection| objection.champ).collect();
    assert_eq!(champs, ["mobile", "courriel", "signataire", "conditions"]);
    let delegue = |nom: &str| {
        let qualite =
            Qualite::Directeur { acte: ActeNomination::Delegation, du: date(2026, 9, 1), signataire: nom.to_owned() };
        f101(ej(HOPITAL), qualite)
    };
    let envoye = banc.envoyer(&aida, "a", delegue("M.")).await.unwrap();
    let sans_motif = DecisionFormulaire::Rendre { motif: " ".to_owned() };
    assert_eq!(banc.statuer((&envoye, 1), sans_motif).await, Err("formulaire_incomplet"));
    let motif = "Écrivez le nom entier du signataire.".to_owned();
    banc.statuer((&envoye, 1), DecisionFormulaire::Rendre { motif }).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [("aida@example.org".to_owned(), "formulaire_a_revoir")]);
    assert!(banc.adhesion().a_examiner(&aide(0), None).await.unwrap().lignes.is_empty());
    let autrui = president("autrui", "FICTIF-AUTRE");
    let pas_le_sien = banc.adhesion().renvoyer(&autrui, (&envoye, 2), delegue("Paul FICTIF")).await.unwrap_err();
    assert_eq!(pas_le_sien.code(), "formulaire_inconnu");
    banc.adhesion().renvoyer(&aida, (&envoye, 2), delegue("Paul FICTIF")).await.unwrap();
    assert_eq!(banc.sien(&aida, &envoye).await.version, 3);
    banc.adhesion().retirer(&aida.auteur(), (&envoye, 3)).await.unwrap();
    let retire = banc.sien(&aida, &envoye).await;
    assert_eq!(retire.etape.stade(), StadeFormulaire::Retire);
    assert_eq!((retire.contenu.titulaire.nom.as_str(), retire.contenu.titulaire.courriel.as_str()), ("", ""));
    assert!(!banc.colonne("formulaire", "contenu").await[0].contains("aida@"));
}

// requirement: CON-14 CON-15
async fn a_structure_that_finess_does_not_know_is_sent_to_who_registers_it(banc: Banc) {
    banc.portail().await;
    let inconnue = banc.adhesion().situer(&finess("750000001")).await.unwrap_err();
    for mot in ["ARS", "DREETS", "DRIHL"] {
        assert!(inconnue.phrase().contains(mot), "{mot}");
    }
    let aida = president("aida", "FICTIF-NDIAYE");
    let refuse = banc.envoyer(&aida, "a", f101(ej("750000001"), Qualite::RepresentantLegal)).await.unwrap_err();
    assert_eq!(refuse.code(), "formulaire_hors_finess");
}

// requirement: CON-03 CON-05 CON-16
async fn the_level_is_the_establishment_where_it_is_alone_and_the_legal_entity_elsewhere(banc: Banc) {
    banc.portail().await;
    banc.importer(&un_seul(), crate::banc::SECOND).await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let a = |perimetre| f101(perimetre, Qualite::RepresentantLegal);
    let eg = |numero| Perimetre::Etablissement(finess(numero));
    let plusieurs = banc.envoyer(&aida, "a", a(eg(EHPAD_DU_CH))).await.unwrap_err();
    assert_eq!(plusieurs.code(), "contrat_plusieurs_etablissements");
    let couverte = banc.envoyer(&aida, "a", a(eg(EHPAD))).await.unwrap_err();
    assert_eq!(couverte.code(), "formulaire_deja_sous_contrat", "the contract of the legal entity is enough");
    let seule = banc.envoyer(&aida, "a", a(eg(SEUL))).await.unwrap();
    assert_eq!(banc.accepter(&aida, &seule).await, id("3970190419/CDE00001"));
    assert_eq!(banc.enregistre_a("3970190419/CDE00001", "b", SEUL).await, Ok(()));
}

/// The people of the example, of whom one works where the establishment is alone.
pub fn un_seul() -> String {
    crate::extraction::Extraction::exemple()
        .avec(3, "Numéro FINESS site", SEUL)
        .avec(3, "Numéro FINESS établissement juridique", SEUL_EJ)
        .avec(3, "Identifiant technique de la structure", "F970190419")
        .avec(3, "Raison sociale site", "SAVS FICTIF DES ILES")
        .texte()
}

// requirement: CON-11
async fn a_successor_asks_for_the_card_alone_and_takes_the_place(banc: Banc) {
    banc.portail().await;
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let deja = banc.envoyer(&elle, "a", f101(ej(EJ), Qualite::RepresentantLegal)).await.unwrap_err();
    assert_eq!(deja.code(), "formulaire_deja_representant");
    let aida = president("aida", "FICTIF-NDIAYE");
    let envoye = banc.envoyer(&aida, "a", f101(ej(EJ), Qualite::RepresentantLegal)).await.unwrap();
    assert_eq!(banc.sien(&aida, &envoye).await.contenu.nature().nom(), "SUCCESSION");
    let porteur = banc.accepter(&aida, &envoye).await;
    assert_ne!(porteur, id(DIRECTRICE), "the card is nominative");
    assert_eq!(banc.enregistre_a(&porteur.to_string(), "b", EHPAD).await, Ok(()));
    assert_eq!(banc.enregistre_a(DIRECTRICE, "c", EHPAD).await, Err("agent_sans_habilitation"));
}

// requirement: CON-04 CON-12
async fn who_directs_two_legal_entities_has_a_contract_and_a_card_for_each(banc: Banc) {
    banc.portail().await;
    let avec_la_premiere = NouveauContrat { representant: id(DIRECTRICE), ..contrat(ej(HOPITAL)) };
    let refuse = banc.contrats().signer(avec_la_premiere).await.unwrap_err();
    assert!(matches!(refuse, HabilitationError::CarteDAilleurs), "{refuse}");
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let envoye = banc.envoyer(&elle, "a", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    let seconde = banc.accepter(&elle, &envoye).await;
    assert_eq!(seconde, id("3310990031/CDE00001"));
    assert_eq!(banc.enregistre_a(&seconde.to_string(), "b", EHPAD).await, Err("structure_hors_perimetre"));
    assert_eq!(banc.enregistre_a(DIRECTRICE, "c", EHPAD_DU_CH).await, Err("structure_hors_perimetre"));
    assert_eq!(banc.enregistre_a(&seconde.to_string(), "d", EHPAD_DU_CH).await, Ok(()));
}

// requirement: GES-02 GES-09 GES-10 GES-11
async fn a_first_card_is_ordered_by_who_may_and_its_holder_is_named_after(banc: Banc) {
    banc.portail().await;
    let mandataire = NouvelleDesignation { titre: Titre::Mandataire, ..designation(COLLEGUE, ej(EJ)) };
    banc.designation().designer(&id(DIRECTRICE), &cle("m"), mandataire).await.unwrap();
    let connu = |qui| Demandeur::Connu(id(qui));
    let refuse = banc.envoyer(&connu(GESTIONNAIRE), "a", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap_err();
    assert_eq!(refuse.code(), "designation_reservee");
    let refuse = banc.envoyer(&president("x", "X"), "a", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap_err();
    assert_eq!(refuse.code(), "agent_sans_habilitation");
    banc.declarer("3690990015/CPE00077", "Fictif-Déjà", "LEO").await;
    let refuse = banc.envoyer(&connu(DIRECTRICE), "a", f301(ej(EJ), "FICTIF DEJA")).await.unwrap_err();
    assert_eq!(refuse.code(), "formulaire_deja_porteur", "F502 is for who has a card");
    let deux = [(DIRECTRICE, "FICTIF-NEUF"), (COLLEGUE, "FICTIF-VIEUX")];
    for (rang, (qui, nom)) in deux.into_iter().enumerate() {
        let envoye = banc.envoyer(&connu(qui), "b", f301(ej(EJ), nom)).await.unwrap();
        let carte = banc.accepter(&connu(qui), &envoye).await.to_string();
        assert!(carte.starts_with("3690990015/CPE0000"), "{carte}");
        assert_eq!(banc.enregistre_a(&carte, "c", EHPAD).await, Err("agent_sans_habilitation"), "a card is no right");
        let nommee =
            banc.designation().designer(&id(qui), &cle(&format!("n{rang}")), designation(&carte, ej(EJ))).await;
        assert!(nommee.is_ok());
    }
    let lus = banc.adhesion().des_structures(&id(COLLEGUE)).await.unwrap();
    assert_eq!(lus.len(), 2, "of the structure, whoever sent them");
    assert!(banc.adhesion().des_structures(&id(GESTIONNAIRE)).await.unwrap().is_empty());
}

// requirement: CON-01 ENR-08
async fn a_contract_that_ends_leaves_nobody_waiting(banc: Banc) {
    banc.portail().await;
    let luce = banc.deposer().deposer(&cle("d"), demande("luce", identite())).await.unwrap();
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let [carte, autre] = ["FICTIF-UN", "FICTIF-DEUX"].map(|nom| f301(ej(EJ), nom));
    let carte = banc.envoyer(&elle, "a", carte).await.unwrap();
    let autre = banc.envoyer(&elle, "b", autre).await.unwrap();
    let aida = president("aida", "FICTIF-NDIAYE");
    let premier = banc.envoyer(&aida, "a", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    let suite = SansSuite::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    banc.contrats().terminer("ans", &ej(EJ), date(2027, 1, 15)).await.unwrap();
    suite.tour().await.unwrap();
    assert!(banc.sien(&elle, &carte).await.etape.ouvert(), "until its last day nothing ends");
    banc.horloge.advance(Seconds::hours(48));
    banc.distribuer(pris()).await;
    assert_eq!(banc.statuer((&carte, 1), DecisionFormulaire::Accepter).await, Err("formulaire_sans_contrat"));
    assert_eq!(banc.sien(&elle, &carte).await.etape.stade(), StadeFormulaire::SansSuite);
    suite.tour().await.unwrap();
    assert_eq!(banc.sien(&elle, &autre).await.etape.stade(), StadeFormulaire::SansSuite);
    assert_eq!(banc.sien(&aida, &premier).await.etape, EtapeFormulaire::Envoye, "a first contract waits for none");
    let etape = lue(&banc, &luce).await;
    assert!(matches!(etape, Etape::RefuseeParLeRegistre { .. }), "{etape:?}");
    let natures: Vec<_> = banc.distribuer(pris()).await.into_iter().map(|(_, nature)| nature).collect();
    assert_eq!(natures, ["formulaire_sans_suite", "formulaire_sans_suite", "refus_du_registre"]);
    let image = banc.photographie().await;
    suite.tour().await.unwrap();
    assert_eq!(banc.photographie().await, image, "once");
    let encore = NouveauContrat { depuis: date(2027, 1, 17), ..contrat(ej(EJ)) };
    banc.contrats().signer(encore).await.unwrap();
    assert!(banc.deposer().deposer(&cle("e"), demande("luce", identite())).await.is_ok(), "she may ask again");
}

async fn lue(banc: &Banc, id: &DemandeId) -> Etape {
    banc.magasin.demande_lue(id).await.unwrap().unwrap().etape
}

// requirement: R03
async fn nobody_decides_on_their_own_form_nor_without_serving(banc: Banc) {
    banc.portail().await;
    let homonyme = Demandeur::FranceConnect {
        sujet: "ines".to_owned(),
        nom: "Fictif Aubert".to_owned(),
        prenom: "INES".to_owned(),
        code_civilite: "MME".to_owned(),
    };
    let envoye = banc.envoyer(&homonyme, "a", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    assert_eq!(banc.statuer((&envoye, 1), DecisionFormulaire::Accepter).await, Err("formulaire_de_soi"));
    let autre = banc.adhesion().decider(&aide(1), (&envoye, 1), DecisionFormulaire::Accepter).await;
    assert!(autre.is_ok());
    banc.nommer(SUPPORT[1], ej(EJ)).await;
    let encore = banc.adhesion().a_examiner(&aide(1), None).await.unwrap_err();
    assert_eq!(encore.code(), "formulaire_hors_support", "who manages an establishment serves nobody else");
    assert!(banc.adhesion().miens(&Auteur::personne(&id(NOE))).await.unwrap().is_empty());
}

sur_les_deux_moteurs!(
    contract_and_card_are_asked_for_together_and_hold_once_accepted,
    the_same_form_sent_twice_is_one,
    a_form_that_does_not_hold_says_all_at_once_and_one_given_back_is_mended,
    a_structure_that_finess_does_not_know_is_sent_to_who_registers_it,
    the_level_is_the_establishment_where_it_is_alone_and_the_legal_entity_elsewhere,
    a_successor_asks_for_the_card_alone_and_takes_the_place,
    who_directs_two_legal_entities_has_a_contract_and_a_card_for_each,
    a_first_card_is_ordered_by_who_may_and_its_holder_is_named_after,
    a_contract_that_ends_leaves_nobody_waiting,
    nobody_decides_on_their_own_form_nor_without_serving,
);
