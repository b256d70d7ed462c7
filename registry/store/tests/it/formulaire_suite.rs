//! A form that is given back, and lists of forms.

use registry_core::formulaire::{DecisionFormulaire, Demandeur, Qualite};
use registry_core::habilitation::Perimetre;

use crate::banc::{Banc, id};
use crate::formulaire::depot::{HOPITAL, aide, ej, f101, f301, president};
use crate::portail::{DIRECTRICE, EHPAD, EJ, finess};

fn rendre() -> DecisionFormulaire {
    DecisionFormulaire::Rendre { motif: "Le nom est faux.".to_owned() }
}

// requirement: GES-09
async fn a_first_card_under_a_wrong_name_is_given_back_and_mended(banc: Banc) {
    banc.portail().await;
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let envoye = banc.envoyer(&elle, "a", f301(ej(EJ), "FICTIF-NEUV")).await.unwrap();
    let autre = banc.envoyer(&elle, "b", f301(ej(EJ), "FICTIF-AUTRE")).await.unwrap();
    banc.statuer((&envoye, 1), rendre()).await.unwrap();
    let prise = banc.adhesion().renvoyer(&elle, (&envoye, 2), f301(ej(EJ), "Fictif-Autre")).await.unwrap_err();
    assert_eq!(prise.code(), "formulaire_deja_envoye", "somebody asked for that one");
    banc.adhesion().renvoyer(&elle, (&envoye, 2), f301(ej(EJ), "FICTIF-NEUF")).await.unwrap();
    assert_eq!(banc.sien(&elle, &envoye).await.contenu.titulaire.nom, "FICTIF-NEUF");
    let encore = banc.envoyer(&elle, "c", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap();
    assert_eq!(encore, envoye, "it is about the new name from now on");
    let ancien = banc.envoyer(&elle, "d", f301(ej(EJ), "FICTIF-NEUV")).await.unwrap();
    assert_ne!(ancien, envoye, "and no longer about the old one");
    assert_ne!(autre, envoye);
}

// requirement: CON-11
async fn a_form_that_became_another_one_is_kept_as_that(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let envoye = banc.envoyer(&aida, "a", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    banc.statuer((&envoye, 1), rendre()).await.unwrap();
    banc.contracter(HOPITAL).await;
    banc.adhesion().renvoyer(&aida, (&envoye, 2), f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    assert_eq!(banc.colonne("formulaire", "nature").await, ["SUCCESSION"], "it is closed when that contract ends");
}

// requirement: GES-11
async fn who_orders_cards_for_a_legal_entity_sees_the_forms_of_its_establishments(banc: Banc) {
    banc.portail().await;
    banc.contracter(HOPITAL).await;
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let eg = Perimetre::Etablissement(finess(EHPAD));
    let envoye = banc.envoyer(&elle, "a", f301(eg, "FICTIF-NEUF")).await.unwrap();
    let aida = president("aida", "FICTIF-NDIAYE");
    banc.envoyer(&aida, "b", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    let lus = banc.adhesion().des_structures(&id(DIRECTRICE)).await.unwrap();
    assert_eq!(lus.iter().map(|un| &un.id).collect::<Vec<_>>(), [&envoye], "and those of nobody else");
}

async fn the_support_reads_long_lists_page_by_page(banc: Banc) {
    banc.portail().await;
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let mut envoyes = Vec::new();
    for rang in 0..60 {
        let lettres: String = [rang / 26, rang % 26].map(|un| char::from(b'A' + un)).into_iter().collect();
        let nom = format!("FICTIF-{lettres}");
        envoyes.push(banc.envoyer(&elle, &format!("f{rang}"), f301(ej(EJ), &nom)).await.unwrap());
    }
    let (mut lus, mut apres) = (Vec::new(), None);
    loop {
        let page = banc.adhesion().a_examiner(&aide(0), apres.as_ref()).await.unwrap();
        assert_eq!(page.nombre, 60, "in all");
        lus.extend(page.lignes.into_iter().map(|un| un.id));
        apres = page.suite;
        if apres.is_none() {
            break;
        }
    }
    lus.sort_by_key(ToString::to_string);
    envoyes.sort_by_key(ToString::to_string);
    assert_eq!(lus, envoyes, "each once");
}

sur_les_deux_moteurs!(
    a_first_card_under_a_wrong_name_is_given_back_and_mended,
    a_form_that_became_another_one_is_kept_as_that,
    who_orders_cards_for_a_legal_entity_sees_the_forms_of_its_establishments,
    the_support_reads_long_lists_page_by_page,
);
