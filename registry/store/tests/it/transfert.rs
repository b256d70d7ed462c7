//! A situation moved to another establishment of the same employer.

use ambient::{Seconds, Timestamp};
use annuaire::Fait;
use jiff::civil::{Date, date};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::journal::Geste;
use registry_core::paris;
use registry_core::situation_acte::{Declaree, NouvelleSituation, SituationDemandee, SituationVue, Transfert, Version};
use sante::SituationId;

use crate::banc::{Banc, SECOND, id};
use crate::extraction::{ALBA, Extraction, LUC};
use crate::portail::{COLLEGUE, EHPAD, EJ, IME, MAS, agent, attestations, cle, demande, finess, identite, situation};

/// At the MAS, from the first of February on.
fn vers(structure: &str) -> Transfert {
    let noms = registry_core::situation_acte::Noms {
        code_civilite: String::new(),
        nom: "FICTIF-MARTEL".to_owned(),
        prenom: "Alba".to_owned(),
    };
    Transfert {
        structure: finess(structure),
        situation: SituationDemandee { noms, role: "GENR10".to_owned(), ..situation() },
    }
}

/// Alba's situation at the EHPAD, as the form shows it.
async fn a_l_ehpad(banc: &Banc) -> (SituationId, Version) {
    let vue = vue(banc, |vue| vue.situation.code_genre == "GENR11").await;
    (vue.situation.id, vue.version.unwrap())
}

async fn vue(banc: &Banc, voulue: impl Fn(&SituationVue) -> bool) -> SituationVue {
    let fiche = banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap();
    fiche.situations.into_iter().find(voulue).unwrap()
}

fn minuit(jour: Date) -> Timestamp {
    paris::debut(jour).unwrap()
}

// requirement: SIT-15 SIT-16 GES-23 NOT-06 R09
async fn the_place_that_is_left_stays_as_it_was_and_another_one_begins(banc: Banc) {
    banc.portail().await;
    let (ici, version) = a_l_ehpad(&banc).await;
    let lettres = banc.colonne("outbox_letter", "subject").await.len();
    let faite = banc.situations().transferer(&agent(), &ici, &version, &vers(MAS)).await.unwrap();
    assert_ne!(faite.situation, ici, "a place of work is for one establishment, for life");
    let arrivee = minuit(date(2027, 2, 1));
    let quittee = vue(&banc, |vue| vue.situation.id == ici).await;
    assert_eq!(quittee.situation.structure.unwrap().as_str(), format!("F{EHPAD}"));
    assert_eq!((quittee.situation.code_genre.as_str(), quittee.situation.fin.unwrap().le), ("GENR11", arrivee));
    assert_eq!(quittee.motif_fin.as_deref(), Some("CHL"));
    let nouvelle = vue(&banc, |vue| vue.situation.id == faite.situation).await.situation;
    assert_eq!(nouvelle.structure.unwrap().as_str(), format!("F{MAS}"));
    assert_eq!((nouvelle.code_genre.as_str(), nouvelle.debut, nouvelle.fin), ("GENR10", Some(arrivee), None));
    let faits = banc.faits(ALBA).await;
    let attendus = [
        Fait::SituationTerminee { situation: ici.clone(), fin: arrivee },
        Fait::SituationOuverte { situation: faite.situation.clone() },
    ];
    assert_eq!(faits[faits.len() - 2..], attendus);
    assert_eq!(banc.colonne("outbox_letter", "subject").await.len(), lettres + 1, "one mail tells both");
    let geste = |situation: &SituationId, quoi| Geste::Situation {
        agent: agent(),
        personne: id(ALBA),
        situation: situation.clone(),
        quoi,
    };
    let gestes = banc.gestes();
    assert!(gestes.contains(&geste(&ici, "moved")) && gestes.contains(&geste(&faite.situation, "opened")));
    let histoire = banc.photographie().await;
    let gardee =
        histoire.iter().find(|ligne| ligne.starts_with("situation_historique") && ligne.contains(ici.as_str()));
    assert!(gardee.is_some_and(|ligne| ligne.contains("GENR11")), "{gardee:?}");
    banc.importer(&Extraction::exemple().texte(), SECOND).await;
    let apres = vue(&banc, |vue| vue.situation.id == ici).await.situation;
    assert_eq!(apres.fin.unwrap().le, arrivee, "a file that has not heard of the move does not take it back");
}

// requirement: GES-15 SIT-15
async fn both_establishments_are_in_scope(banc: Banc) {
    banc.portail().await;
    let (ici, version) = a_l_ehpad(&banc).await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(EHPAD))).await;
    let avant = banc.photographie().await;
    for structure in [MAS, "440990216", "750000000"] {
        let refus = banc.situations().transferer(&id(COLLEGUE), &ici, &version, &vers(structure)).await.unwrap_err();
        assert_eq!(refus.code(), "structure_hors_perimetre", "{structure}");
    }
    assert_eq!(banc.photographie().await, avant);
    let refus = Geste::Refus { agent: id(COLLEGUE), structure: finess(MAS), code: "structure_hors_perimetre" };
    assert!(banc.gestes().contains(&refus));
}

// requirement: SIT-01 SIT-03 ROL-08 ENR-17 R12
async fn a_move_is_checked_as_a_new_place_is(banc: Banc) {
    banc.portail().await;
    let (ici, version) = a_l_ehpad(&banc).await;
    let avant = banc.photographie().await;
    let refus = async |voulu: Transfert| {
        banc.situations().transferer(&agent(), &ici, &version, &voulu).await.map(drop).unwrap_err()
    };
    assert_eq!(refus(vers(IME)).await.code(), "role_deja_tenu");
    assert_eq!(refus(vers(EJ)).await.code(), "lieu_entite_juridique");
    let ou_elle_est = refus(vers(EHPAD)).await;
    assert_eq!(
        (ou_elle_est.objections()[0].champ, ou_elle_est.objections()[0].code),
        ("structure", "meme_etablissement")
    );
    let mut retiree = vers(MAS);
    retiree.situation.profession = "318".to_owned();
    assert_eq!(refus(retiree).await.objections()[0].code, "profession_retiree");
    assert_eq!(banc.photographie().await, avant);
    let mienne = registry_core::demande::NouvelleDemande {
        demandeur: registry_core::demande::Demandeur::Ecps(id(ALBA)),
        structure: finess(MAS),
        ..demande("", identite())
    };
    let deposee = banc.deposer().deposer(&cle("a"), mienne).await.unwrap();
    assert_eq!(refus(vers(MAS)).await.code(), "demande_en_cours");
    banc.deposer().retirer(&Auteur::personne(&id(ALBA)), &deposee).await.unwrap();
    banc.situations().transferer(&agent(), &ici, &version, &vers(MAS)).await.unwrap();
    assert_eq!(refus(vers(MAS)).await.code(), "fiche_changee", "the version is spent");
}

// requirement: ENR-18
async fn who_moves_to_another_profession_has_its_diplomas_declared(banc: Banc) {
    banc.portail().await;
    let (ici, version) = a_l_ehpad(&banc).await;
    let mut voulu = vers(MAS);
    voulu.situation.profession = "324".to_owned();
    let avant = banc.photographie().await;
    let refusee = banc.situations().transferer(&agent(), &ici, &version, &voulu).await.map(drop).unwrap_err();
    assert_eq!((refusee.objections().len(), refusee.objections()[0].champ), (1, "diplomes_verifies"));
    assert_eq!(banc.photographie().await, avant);
    let declaree = Declaree { voulue: &voulu, diplomes_verifies: true };
    let faite = banc.situations().transferer(&agent(), &ici, &version, declaree).await.unwrap();
    assert_eq!(vue(&banc, |vue| vue.situation.id == faite.situation).await.situation.code_role, "324");
}

// requirement: SIT-15
async fn of_a_place_to_come_nothing_is_left_but_its_record(banc: Banc) {
    banc.portail().await;
    let nouvelle = NouvelleSituation {
        personne: id(LUC),
        structure: finess(EHPAD),
        situation: situation(),
        attestations: attestations(),
    };
    let ici = banc.situations().ajouter(&agent(), &cle("a"), nouvelle).await.unwrap().situation;
    let vue = banc.situations().fiche(&agent(), &id(LUC)).await.unwrap().situations.remove(0);
    let ailleurs = Transfert { structure: finess(MAS), situation: situation() };
    banc.situations().transferer(&agent(), &ici, &vue.version.unwrap(), &ailleurs).await.unwrap();
    let luc = banc.personne(LUC).await.unwrap().exercices.remove(0).situations;
    let jour = Some(minuit(date(2027, 2, 1)));
    let annulee = luc.iter().find(|une| une.id == ici).unwrap();
    assert_eq!((annulee.debut, annulee.fin), (jour, jour), "cancelled, and still told");
    assert!(luc.iter().any(|une| une.id != ici && une.debut == jour && une.fin.is_none()));
}

// requirement: SIT-10 SIT-15
async fn a_place_that_has_begun_is_not_undone_by_a_move_dated_before_it(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.horloge.advance(Seconds::hours(20 * 24));
    let vue = banc.situations().fiche(&agent(), &personne).await.unwrap().situations.remove(0);
    assert_eq!(vue.situation.debut, Some(minuit(date(2027, 2, 1))), "begun some days ago");
    let version = vue.version.unwrap();
    let partir = async |jour: Date| {
        let voulu = Transfert { structure: finess(MAS), situation: SituationDemandee { debut: jour, ..situation() } };
        banc.situations().transferer(&agent(), &vue.situation.id, &version, &voulu).await
    };
    let avant = banc.photographie().await;
    for jour in [date(2027, 1, 20), date(2027, 2, 1)] {
        let refus = partir(jour).await.unwrap_err();
        let dits: Vec<_> = refus.objections().iter().map(|une| (une.champ, une.code)).collect();
        assert_eq!(dits, [("debut", "transfert_avant_debut")], "{jour}");
    }
    assert_eq!(banc.photographie().await, avant);
    partir(date(2027, 2, 2)).await.unwrap();
    let situations = banc.personne(&personne.to_string()).await.unwrap().exercices.remove(0).situations;
    let quittee = situations.iter().find(|une| une.id == vue.situation.id).unwrap();
    assert_eq!((quittee.debut, quittee.fin), (Some(minuit(date(2027, 2, 1))), Some(minuit(date(2027, 2, 2)))));
}

sur_les_deux_moteurs!(
    the_place_that_is_left_stays_as_it_was_and_another_one_begins,
    both_establishments_are_in_scope,
    a_move_is_checked_as_a_new_place_is,
    who_moves_to_another_profession_has_its_diplomas_declared,
    of_a_place_to_come_nothing_is_left_but_its_record,
    a_place_that_has_begun_is_not_undone_by_a_move_dated_before_it,
);
