//! One contract a legal entity, and one card of direction a person: whoever asks, however often, through whatever door.

use jiff::civil::date;
use registry_core::NouveauPorteur;
use registry_core::formulaire::{
    DecisionFormulaire, Demandeur, NouveauFormulaire, Qualite, Saisi, StadeFormulaire, VersionConditions,
};
use registry_core::habilitation::{NouveauContrat, NouvelleDesignation, Perimetre, Titre};
use registry_core::journal::Acte;

use crate::banc::{Banc, SECOND, id};
use crate::courrier::pris;
use crate::extraction::NOE;
use crate::formulaire::depot::{EHPAD_DU_CH, HOPITAL, SEUL, SEUL_EJ, aide, ej, f101, f301, president};
use crate::formulaire::un_seul;
use crate::portail::{COLLEGUE, DIRECTRICE, EHPAD, EJ, GESTIONNAIRE, cle, contrat, designation, finess};
use crate::porteur::directrice;

fn president_de(perimetre: Perimetre) -> NouveauFormulaire {
    f101(perimetre, Qualite::RepresentantLegal)
}

// requirement: CON-12
async fn who_represents_a_structure_asks_for_no_second_card_through_any_door(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let premiere = banc.envoyer(&aida, "a", president_de(ej(HOPITAL))).await.unwrap();
    let carte = banc.accepter(&aida, &premiere).await;
    let autre_compte = president("aida-2", "Fictif Ndiaye");
    for (mot, qui) in [("b", aida.clone()), ("c", autre_compte), ("d", Demandeur::Connu(carte.clone()))] {
        let refuse = banc.envoyer(&qui, mot, president_de(ej(HOPITAL))).await.unwrap_err();
        assert_eq!(refuse.code(), "formulaire_deja_representant", "{mot}");
    }
    let zoe = president("zoe", "FICTIF-Z");
    assert!(banc.envoyer(&zoe, "e", president_de(ej(HOPITAL))).await.is_ok());
}

// requirement: CON-12
async fn a_second_card_asked_for_before_the_first_was_given_is_not_given(banc: Banc) {
    banc.portail().await;
    let comptes = ["aida", "aida-2"].map(|compte| president(compte, "FICTIF-NDIAYE"));
    let une = banc.envoyer(&comptes[0], "a", president_de(ej(EJ))).await.unwrap();
    let autre = banc.envoyer(&comptes[1], "b", president_de(ej(EJ))).await.unwrap();
    banc.accepter(&comptes[0], &une).await;
    let image = banc.photographie().await;
    let refuse = banc.statuer((&autre, 1), DecisionFormulaire::Accepter).await;
    assert_eq!(refuse, Err("formulaire_deja_representant"));
    assert_eq!(banc.photographie().await, image);
}

// requirement: CON-04
async fn a_contract_to_come_leaves_no_room_for_another(banc: Banc) {
    banc.portail().await;
    let directeur = banc.contracter(HOPITAL).await;
    banc.contrats().terminer("ans", &ej(HOPITAL), date(2027, 1, 31)).await.unwrap();
    let signer = |depuis| {
        let contrats = banc.contrats();
        let nouveau = NouveauContrat { depuis, representant: directeur.clone(), ..contrat(ej(HOPITAL)) };
        async move { contrats.signer(nouveau).await.map(drop).map_err(|erreur| erreur.code()) }
    };
    assert_eq!(signer(date(2027, 1, 31)).await, Err("deja_sous_contrat"), "its last day is included");
    assert_eq!(signer(date(2027, 2, 1)).await, Ok(()));
    assert_eq!(signer(date(2027, 6, 1)).await, Err("deja_sous_contrat"));
    banc.contracter_plus_tard(SEUL_EJ).await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let refuse = banc.envoyer(&aida, "a", president_de(ej(SEUL_EJ))).await.unwrap_err();
    assert_eq!(refuse.code(), "formulaire_deja_sous_contrat");
}

// requirement: CON-04 CON-05
async fn the_contract_of_an_establishment_leaves_no_room_at_its_legal_entity(banc: Banc) {
    banc.portail().await;
    banc.importer(&un_seul(), SECOND).await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let seule = banc.envoyer(&aida, "a", president_de(Perimetre::Etablissement(finess(SEUL)))).await.unwrap();
    let representant = banc.accepter(&aida, &seule).await;
    let dessus = NouveauContrat { representant, ..contrat(ej(SEUL_EJ)) };
    let refuse = banc.contrats().signer(dessus).await.unwrap_err();
    assert_eq!(refuse.code(), "etablissement_sous_contrat");
    let zoe = president("zoe", "FICTIF-Z");
    let refuse = banc.envoyer(&zoe, "b", president_de(ej(SEUL_EJ))).await.unwrap_err();
    assert_eq!(refuse.code(), "etablissement_sous_contrat");
    assert!(refuse.phrase().contains("terminer"), "what to do");
}

// requirement: CON-12
async fn a_professional_represents_nobody_with_their_own_card(banc: Banc) {
    banc.portail().await;
    let avec_le_rpps = NouveauContrat { representant: id(NOE), ..contrat(ej(HOPITAL)) };
    let refuse = banc.contrats().signer(avec_le_rpps).await.unwrap_err();
    assert_eq!(refuse.code(), "representant_sans_carte");
    let refuse = banc.contrats().succeder("ans", &ej(EJ), &id(NOE)).await.unwrap_err();
    assert_eq!(refuse.code(), "representant_sans_carte");
    let lui = Demandeur::Connu(id(NOE));
    let envoye = banc.envoyer(&lui, "a", president_de(ej(HOPITAL))).await.unwrap();
    assert_eq!(
        banc.accepter(&lui, &envoye).await,
        id("3310990031/CDE00001"),
        "the card of the structure, beside his own"
    );
}

// requirement: CON-09
async fn the_terms_that_were_accepted_are_kept_with_the_form_and_told_to_the_journal(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let ancienne = Saisi::Direction { qualite: Qualite::RepresentantLegal, conditions: Some("2025-01-01".into()) };
    let ancienne = NouveauFormulaire { saisi: ancienne, ..president_de(ej(HOPITAL)) };
    let refuse = banc.envoyer(&aida, "a", ancienne).await.unwrap_err();
    assert_eq!(refuse.objections()[0].code, "conditions_changees");
    let envoye = banc.envoyer(&aida, "b", president_de(ej(HOPITAL))).await.unwrap();
    let lues = banc.sien(&aida, &envoye).await.contenu.conditions.unwrap();
    assert_eq!((lues.version.as_str(), lues.le), (VersionConditions::EN_VIGUEUR, banc.ambient.now()));
    let dit = banc.carnet.actes.lock().unwrap().iter().rev().find_map(|acte| match acte {
        Acte::Adhesion(acte) => Some((acte.mot().champs.last().copied(), acte.valeurs().pop())),
        _ => None,
    });
    assert_eq!(dit, Some((Some("terms.version"), Some(VersionConditions::EN_VIGUEUR.to_owned()))));
    banc.accepter(&aida, &envoye).await;
    assert!(banc.sien(&aida, &envoye).await.contenu.conditions.is_some(), "once it is closed, too");
}

// requirement: CON-11
async fn whoever_represents_the_structure_hears_that_somebody_asks_for_the_place(banc: Banc) {
    banc.portail().await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let envoye = banc.envoyer(&aida, "a", president_de(ej(EJ))).await.unwrap();
    banc.envoyer(&aida, "b", president_de(ej(EJ))).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [("claire.rouvier@example.org".to_owned(), "droit_convoite")], "once");
    assert!(banc.lettres(&format!("personne:{DIRECTRICE}")).await.len() > 1);
    let motif = "Précisez.".to_owned();
    banc.statuer((&envoye, 1), DecisionFormulaire::Rendre { motif }).await.unwrap();
    banc.distribuer(pris()).await;
    banc.adhesion().renvoyer(&aida, (&envoye, 2), president_de(ej(EJ))).await.unwrap();
    assert!(banc.distribuer(pris()).await.is_empty(), "who was told knows");
}

// requirement: R03
async fn an_agent_of_the_support_decides_on_nothing_that_they_sent_with_another_card(banc: Banc) {
    const DOUBLE: &str = "3690990015/CPE00041";
    banc.portail().await;
    banc.declarer(DOUBLE, "Fictif-Aubert", "Inès").await;
    let mandataire = NouvelleDesignation { titre: Titre::Mandataire, ..designation(DOUBLE, ej(EJ)) };
    banc.designation().designer(&id(DIRECTRICE), &cle("m"), mandataire).await.unwrap();
    let envoye = banc.envoyer(&Demandeur::Connu(id(DOUBLE)), "a", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap();
    assert_eq!(banc.statuer((&envoye, 1), DecisionFormulaire::Accepter).await, Err("formulaire_de_soi"));
    assert!(banc.adhesion().decider(&aide(1), (&envoye, 1), DecisionFormulaire::Accepter).await.is_ok());
}

// requirement: CON-01
async fn the_end_of_a_contract_ends_every_right_under_it(banc: Banc) {
    banc.portail().await;
    let depuis_peu = NouvelleDesignation {
        depuis: date(2027, 1, 10),
        ..designation(COLLEGUE, Perimetre::Etablissement(finess(EHPAD)))
    };
    banc.designation().designer(&id(DIRECTRICE), &cle("n"), depuis_peu).await.unwrap();
    banc.distribuer(pris()).await;
    let hier = banc.contrats().terminer("ans", &ej(EJ), date(2027, 1, 14)).await.unwrap_err();
    assert_eq!(hier.code(), "jour_passe");
    banc.contrats().terminer("ans", &ej(EJ), date(2027, 1, 15)).await.unwrap();
    let dits: Vec<_> = banc.distribuer(pris()).await.into_iter().map(|(_, nature)| nature).collect();
    assert_eq!(dits, ["droit_finissant"], "of whose right no reminder would tell");
    banc.horloge.advance(ambient::Seconds::hours(48));
    let encore = NouveauContrat { depuis: date(2027, 1, 17), ..contrat(ej(EJ)) };
    banc.contrats().signer(encore).await.unwrap();
    for qui in [GESTIONNAIRE, COLLEGUE] {
        assert_eq!(
            banc.enregistre_a(qui, "a", EHPAD).await,
            Err("agent_sans_habilitation"),
            "{qui}: to be named again"
        );
    }
    assert_eq!(banc.enregistre_a(DIRECTRICE, "b", EHPAD).await, Ok(()));
}

// requirement: CON-08
async fn once_the_contract_is_given_the_others_who_asked_for_it_hear_of_it(banc: Banc) {
    banc.portail().await;
    let (aida, zoe) = (president("aida", "FICTIF-NDIAYE"), president("zoe", "FICTIF-Z"));
    let [une, autre] = [(&aida, "a"), (&zoe, "b")].map(|(qui, mot)| banc.envoyer(qui, mot, president_de(ej(HOPITAL))));
    let (une, autre) = (une.await.unwrap(), autre.await.unwrap());
    banc.accepter(&aida, &une).await;
    assert_eq!(banc.sien(&zoe, &autre).await.etape.stade(), StadeFormulaire::SansSuite);
    let dits: Vec<_> = banc.distribuer(pris()).await.into_iter().map(|(_, nature)| nature).collect();
    assert!(dits.contains(&"formulaire_devance"), "{dits:?}");
    let encore = banc.envoyer(&zoe, "c", president_de(ej(HOPITAL))).await.unwrap();
    assert_eq!(
        banc.sien(&zoe, &encore).await.contenu.nature().nom(),
        "SUCCESSION",
        "another form, for the place alone"
    );
    assert!(banc.adhesion().situer(&finess(EHPAD_DU_CH)).await.unwrap().sous_contrat);
}

impl Banc {
    /// Another operator, whose contract begins in a month.
    async fn contracter_plus_tard(&self, numero: &str) {
        self.importer(&un_seul(), SECOND).await;
        let representant = id(&format!("3{numero}/CDE00099"));
        let mut porteur = NouveauPorteur { identifiant: representant.clone(), ..directrice() };
        (porteur.structure.finess, porteur.structure.finess_ej) = (numero.to_owned(), numero.to_owned());
        self.declaration().declarer_porteur(porteur).await.unwrap();
        let nouveau = NouveauContrat { depuis: date(2027, 3, 1), representant, ..contrat(ej(numero)) };
        self.contrats().signer(nouveau).await.unwrap();
    }
}

sur_les_deux_moteurs!(
    who_represents_a_structure_asks_for_no_second_card_through_any_door,
    a_second_card_asked_for_before_the_first_was_given_is_not_given,
    a_contract_to_come_leaves_no_room_for_another,
    the_contract_of_an_establishment_leaves_no_room_at_its_legal_entity,
    a_professional_represents_nobody_with_their_own_card,
    the_terms_that_were_accepted_are_kept_with_the_form_and_told_to_the_journal,
    whoever_represents_the_structure_hears_that_somebody_asks_for_the_place,
    an_agent_of_the_support_decides_on_nothing_that_they_sent_with_another_card,
    the_end_of_a_contract_ends_every_right_under_it,
    once_the_contract_is_given_the_others_who_asked_for_it_hear_of_it,
);
