//! Contracts and rights.

use ambient::Seconds;
use jiff::civil::date;
use registry_core::Personne;
use registry_core::habilitation::{HabilitationError, NouvelleDesignation, Perimetre, Titre};
use registry_core::journal::Geste;
use registry_core::situation_acte::{NouvelleSituation, SituationError};

use crate::banc::{Banc, id};
use crate::extraction::NOE;
use crate::portail::{
    COLLEGUE, DIRECTRICE, EHPAD, EJ, GESTIONNAIRE, IME, agent, attestations, cle, contrat, designation, finess,
    inscription, situation,
};

fn chez(structure: &str) -> NouvelleSituation {
    NouvelleSituation {
        personne: id(NOE),
        structure: finess(structure),
        situation: situation(),
        attestations: attestations(),
    }
}

// requirement: GES-01
async fn the_representant_legal_registers_with_nothing_to_request(banc: Banc) {
    banc.portail().await;
    assert!(banc.enregistrer().enregistrer(&id(DIRECTRICE), &cle("a"), inscription()).await.is_ok());
}

// requirement: GES-06 GES-16
async fn a_gestionnaire_of_any_trade_registers_without_an_rpps_number(banc: Banc) {
    banc.portail().await;
    let elle = banc.registre().fiche(&id(GESTIONNAIRE)).await.unwrap().unwrap();
    assert!(matches!(elle.personne, Personne::PorteurDeCarte(_)), "a card, no profession, no RPPS number");
    assert!(banc.enregistrer().enregistrer(&id(GESTIONNAIRE), &cle("a"), inscription()).await.is_ok());
    let sans_droit = banc.enregistrer().enregistrer(&id(COLLEGUE), &cle("b"), inscription()).await;
    assert!(sans_droit.is_err(), "the same card without the right");
}

// requirement: CON-01
async fn without_a_contract_in_force_nobody_acts(banc: Banc) {
    banc.portail_sous_contrat_jusqu_au(Some(date(2027, 1, 16))).await;
    assert!(banc.situations().ajouter(&agent(), &cle("a"), chez(EHPAD)).await.is_ok());
    banc.horloge.advance(Seconds::hours(48));
    let refusee = banc.situations().ajouter(&agent(), &cle("b"), chez(IME)).await.unwrap_err();
    assert_eq!(refusee.code(), "structure_sans_contrat");
    let ailleurs = banc.situations().ajouter(&agent(), &cle("c"), chez("440990216")).await.unwrap_err();
    assert_eq!(ailleurs.code(), "structure_hors_perimetre");
    let sans_droit = banc.situations().ajouter(&id(COLLEGUE), &cle("a"), chez(EHPAD)).await.unwrap_err();
    assert_eq!(sans_droit.code(), "agent_sans_habilitation");
}

// requirement: GES-12 GES-14 GES-15 R01 R02
async fn outside_the_scope_an_act_is_refused_and_told_to_the_journal(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(EHPAD))).await;
    let avant = banc.photographie().await;
    let refusee = banc.situations().ajouter(&id(COLLEGUE), &cle("a"), chez(IME)).await.unwrap_err();
    assert!(matches!(refusee, SituationError::Droit(_)), "{refusee}");
    assert_eq!(banc.photographie().await, avant);
    let attendu = Geste::Refus { agent: id(COLLEGUE), structure: finess(IME), code: "structure_hors_perimetre" };
    assert_eq!(banc.gestes().last(), Some(&attendu));
    assert!(banc.situations().ajouter(&id(COLLEGUE), &cle("b"), chez(EHPAD)).await.is_ok());
}

// requirement: GES-13
async fn a_right_on_the_legal_entity_covers_its_establishments(banc: Banc) {
    banc.portail().await;
    for (mot, structure) in [("a", EHPAD), ("b", IME)] {
        assert!(banc.situations().ajouter(&agent(), &cle(mot), chez(structure)).await.is_ok(), "{structure}");
    }
}

// requirement: GES-02 GES-03 GES-05 GES-07 GES-08 GES-10 R01
async fn who_names_whom_is_checked(banc: Banc) {
    banc.portail().await;
    let sur = || Perimetre::Etablissement(finess(EHPAD));
    let nommer = |par: &'static str, voulue: NouvelleDesignation| {
        let designation = banc.designation();
        async move { designation.designer(&id(par), &cle("n"), voulue).await.map_err(|erreur| erreur.code()) }
    };
    let collegue = designation(COLLEGUE, sur());
    assert_eq!(nommer(GESTIONNAIRE, collegue.clone()).await, Err("designation_reservee"));
    let sans = NouvelleDesignation { formation_suivie: false, ..collegue.clone() };
    assert_eq!(nommer(DIRECTRICE, sans).await, Err("gestionnaire_sans_formation"));
    assert_eq!(nommer(DIRECTRICE, designation(NOE, sur())).await, Err("porteur_inconnu"), "an RPPS number is no CPE");
    let mandataire = NouvelleDesignation { titre: Titre::Mandataire, ..designation(COLLEGUE, sur()) };
    assert!(nommer(DIRECTRICE, mandataire).await.is_ok());
    assert!(nommer(COLLEGUE, designation(GESTIONNAIRE, sur())).await.is_ok(), "a mandataire names too");
    assert_eq!(
        banc.designation()
            .designer(&id(DIRECTRICE), &cle("m"), designation(GESTIONNAIRE, sur()))
            .await
            .unwrap_err()
            .code(),
        "deja_habilitee"
    );
}

// requirement: R03
async fn nobody_names_themselves_under_another_card(banc: Banc) {
    const DOUBLE: &str = "3690990015/CPE00009";
    banc.portail().await;
    banc.declarer(DOUBLE, "Fictif-Rouvier", "Cláire").await;
    for (mot, carte) in [("a", DIRECTRICE), ("b", DOUBLE)] {
        let voulue = designation(carte, Perimetre::EntiteJuridique(finess(EJ)));
        let refusee = banc.designation().designer(&id(DIRECTRICE), &cle(mot), voulue).await.unwrap_err();
        assert_eq!(refusee.code(), "designation_de_soi", "{carte}");
    }
    let sans_droit = banc.situations().ajouter(&id(DOUBLE), &cle("c"), chez(EHPAD)).await.unwrap_err();
    assert_eq!(sans_droit.code(), "agent_sans_habilitation");
}

// requirement: R01
async fn a_right_taken_back_is_gone_at_the_next_act(banc: Banc) {
    let habilitation = banc.portail().await;
    banc.designation().retirer(&id(DIRECTRICE), &habilitation).await.unwrap();
    let refusee = banc.situations().ajouter(&agent(), &cle("a"), chez(EHPAD)).await.unwrap_err();
    assert_eq!(refusee.code(), "agent_sans_habilitation");
    let encore = banc.designation().retirer(&id(DIRECTRICE), &habilitation).await.unwrap_err();
    assert!(matches!(encore, HabilitationError::Inconnue), "{encore}");
    banc.nommer(GESTIONNAIRE, Perimetre::EntiteJuridique(finess(EJ))).await;
    assert!(banc.situations().ajouter(&agent(), &cle("b"), chez(EHPAD)).await.is_ok());
}

// requirement: CON-11
async fn a_successor_takes_the_place_of_the_representant_legal(banc: Banc) {
    banc.portail().await;
    let perimetre = Perimetre::EntiteJuridique(finess(EJ));
    banc.contrats().succeder("ans-contrats", &perimetre, &id(COLLEGUE)).await.unwrap();
    let ancienne = banc.situations().ajouter(&id(DIRECTRICE), &cle("a"), chez(EHPAD)).await.unwrap_err();
    assert_eq!(ancienne.code(), "agent_sans_habilitation");
    assert!(banc.situations().ajouter(&id(COLLEGUE), &cle("a"), chez(EHPAD)).await.is_ok());
}

// requirement: CON-03 CON-05 CON-16
async fn a_contract_stands_at_the_right_level_once(banc: Banc) {
    banc.portail().await;
    let signer = |perimetre| {
        let contrats = banc.contrats();
        async move { contrats.signer(contrat(perimetre)).await.map_err(|erreur| erreur.code()).err() }
    };
    assert_eq!(signer(Perimetre::EntiteJuridique(finess(EJ))).await, Some("deja_sous_contrat"));
    assert_eq!(signer(Perimetre::Etablissement(finess(EHPAD))).await, Some("deja_sous_contrat"));
    assert_eq!(signer(Perimetre::EntiteJuridique(finess(IME))).await, Some("structure_inconnue"));
    let plusieurs = Perimetre::Etablissement(finess("440990216"));
    assert_eq!(signer(plusieurs).await, Some("contrat_plusieurs_etablissements"), "two sites under that legal entity");
}

sur_les_deux_moteurs!(
    the_representant_legal_registers_with_nothing_to_request,
    a_gestionnaire_of_any_trade_registers_without_an_rpps_number,
    without_a_contract_in_force_nobody_acts,
    outside_the_scope_an_act_is_refused_and_told_to_the_journal,
    a_right_on_the_legal_entity_covers_its_establishments,
    who_names_whom_is_checked,
    nobody_names_themselves_under_another_card,
    a_right_taken_back_is_gone_at_the_next_act,
    a_successor_takes_the_place_of_the_representant_legal,
    a_contract_stands_at_the_right_level_once,
);
