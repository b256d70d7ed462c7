//! Situations added, changed and ended at the portal.

use ambient::Timestamp;
use annuaire::Fait;
use jiff::civil::date;
use registry_core::situation_acte::{
    Declaree, FicheGestion, Modification, Noms, NouvelleSituation, QuandFinir, SituationDemandee, Version,
};
use sante::SituationId;

use crate::banc::{Banc, MAINTENANT, SECOND, id};
use crate::extraction::{ALBA, Extraction, LUC, PAUL};
use crate::portail::{EHPAD, EJ, IME, agent, attestations, cle, demande, finess, identite, situation};

fn pour(personne: &str, structure: &str) -> NouvelleSituation {
    let (personne, structure) = (id(personne), finess(structure));
    NouvelleSituation { personne, structure, situation: situation(), attestations: attestations() }
}

/// Alba's situation at the EHPAD, as the form shows it.
async fn ouverte(banc: &Banc) -> (SituationId, Version, Modification) {
    let fiche = fiche(banc).await;
    let vue = fiche.situations.into_iter().find(|vue| vue.situation.code_genre == "GENR11").unwrap();
    let modification = Modification {
        noms: vue.noms,
        profession: vue.situation.code_role,
        role: vue.situation.code_genre,
        debut: None,
        fin: None,
    };
    (vue.situation.id, vue.version.unwrap(), modification)
}

async fn fiche(banc: &Banc) -> FicheGestion {
    banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap()
}

// requirement: ELI-04 ENR-11 ENR-13
async fn a_professional_of_an_order_gets_a_role_beside(banc: Banc) {
    banc.portail().await;
    let avant = banc.personne(PAUL).await.unwrap().exercices.len();
    banc.situations().ajouter(&agent(), &cle("a"), pour(PAUL, EHPAD)).await.unwrap();
    let paul = banc.personne(PAUL).await.unwrap();
    assert_eq!(paul.exercices.len(), avant, "the role joins the exercise 99 that he has, the other stays");
    assert!(paul.exercices.iter().any(|exercice| exercice.code_profession == "60"));
    assert!(matches!(banc.faits(PAUL).await.last(), Some(Fait::SituationOuverte { .. })));
}

// requirement: ELI-03 CON-07
async fn what_an_order_keeps_is_seen_and_not_changed(banc: Banc) {
    banc.portail().await;
    let directrice = banc.contracter("440990026").await;
    let avant = banc.photographie().await;
    let fiche = banc.situations().fiche(&directrice, &id(PAUL)).await.unwrap();
    let vue = fiche.situations.into_iter().find(|vue| vue.exercice.code_profession == "60").unwrap();
    assert_eq!(vue.version, None, "in scope, and an Order's");
    let version = Version::from(String::new());
    let situation = vue.situation.id;
    let voulue = Modification {
        noms: vue.noms,
        profession: vue.situation.code_role,
        role: "GENR08".to_owned(),
        debut: None,
        fin: None,
    };
    let changee = banc.situations().modifier(&directrice, &situation, &version, &voulue).await.unwrap_err();
    let finie =
        banc.situations().terminer(&directrice, &situation, &version, QuandFinir::Maintenant).await.unwrap_err();
    assert_eq!((changee.code(), finie.code()), ("situation_d_une_autre_autorite", "situation_d_une_autre_autorite"));
    assert_eq!(banc.photographie().await, avant);
    banc.situations().ajouter(&directrice, &cle("a"), pour(PAUL, "440990224")).await.unwrap();
}

// requirement: SIT-01 SIT-02 SIT-03 SIT-04 SIT-05 SIT-16 COL-14
async fn one_role_a_place_at_a_time(banc: Banc) {
    banc.portail().await;
    let ajouter = |mot: &'static str, nouvelle: NouvelleSituation| {
        let situations = banc.situations();
        async move { situations.ajouter(&agent(), &cle(mot), nouvelle).await.map_err(|erreur| erreur.code()).err() }
    };
    assert_eq!(ajouter("a", pour(LUC, EJ)).await, Some("lieu_entite_juridique"));
    let courte = SituationDemandee { fin: Some(date(2027, 3, 31)), ..situation() };
    assert_eq!(ajouter("b", NouvelleSituation { situation: courte, ..pour(LUC, EHPAD) }).await, None);
    assert_eq!(ajouter("c", pour(LUC, EHPAD)).await, Some("role_deja_tenu"));
    let ailleurs = SituationDemandee { role: "GENR08".to_owned(), ..situation() };
    assert_eq!(ajouter("d", NouvelleSituation { situation: ailleurs, ..pour(LUC, IME) }).await, None);
    let ensuite = SituationDemandee { debut: date(2027, 4, 1), ..situation() };
    assert_eq!(ajouter("e", NouvelleSituation { situation: ensuite, ..pour(LUC, EHPAD) }).await, None);
    let luc = banc.personne(LUC).await.unwrap();
    assert_eq!(luc.exercices[0].situations.len(), 3);
}

// requirement: ELI-06
async fn a_profession_outside_the_sanitary_pilot_is_a_warning(banc: Banc) {
    banc.portail().await;
    let directeur = banc.contracter("310990031").await;
    let ajouter = |mot: &'static str, profession: &str| {
        let situations = banc.situations();
        let demandee =
            SituationDemandee { profession: profession.to_owned(), role: "GENR01".to_owned(), ..situation() };
        let nouvelle = NouvelleSituation { situation: demandee, ..pour(LUC, "310990320") };
        let directeur = directeur.clone();
        async move { situations.ajouter(&directeur, &cle(mot), nouvelle).await }
    };
    let hors_pilote = ajouter("a", "313").await.unwrap();
    assert_eq!(hors_pilote.avertissements.len(), 1);
}

// requirement: SIT-13 SIT-15 IDN-03
async fn a_role_changes_in_place_and_what_it_was_is_kept(banc: Banc) {
    banc.portail().await;
    let (situation, version, avant) = ouverte(&banc).await;
    let voulue = Modification {
        role: "GENR10".to_owned(),
        noms: Noms { nom: "FICTIF-AUTRE".to_owned(), ..avant.noms.clone() },
        ..avant.clone()
    };
    banc.situations().modifier(&agent(), &situation, &version, &voulue).await.unwrap();
    let alba = banc.personne(ALBA).await.unwrap();
    assert_eq!(alba.exercices[0].nom, "FICTIF-AUTRE");
    assert_eq!(alba.exercices[0].situations[0].code_genre_activite, "GENR10");
    assert_eq!(alba.exercices[0].situations[0].id, situation);
    let gardees: Vec<_> =
        banc.photographie().await.into_iter().filter(|ligne| ligne.starts_with("situation_historique")).collect();
    assert!(gardees.iter().any(|ligne| ligne.contains(situation.as_str()) && ligne.contains("GENR11")), "{gardees:?}");
    let faits = banc.faits(ALBA).await;
    assert!(faits.contains(&Fait::SituationModifiee { situation: situation.clone() }));
    banc.importer(&Extraction::exemple().texte(), SECOND).await;
    let apres = banc.personne(ALBA).await.unwrap();
    assert_eq!(apres.exercices[0].situations[0].code_genre_activite, "GENR10", "a file does not take it back");
    assert_eq!(apres.exercices[0].nom, "FICTIF-AUTRE", "nor the name");
}

// requirement: ENR-18
async fn another_profession_is_written_with_its_diplomas_declared(banc: Banc) {
    banc.portail().await;
    let (situation, version, avant) = ouverte(&banc).await;
    let voulue = Modification { profession: "324".to_owned(), ..avant.clone() };
    let refusee = banc.situations().modifier(&agent(), &situation, &version, &voulue).await.unwrap_err();
    assert_eq!((refusee.objections().len(), refusee.objections()[0].champ), (1, "diplomes_verifies"));
    let muette = Modification { role: String::new(), ..voulue.clone() };
    let refusee = banc.situations().modifier(&agent(), &situation, &version, &muette).await.unwrap_err();
    let champs: Vec<_> = refusee.objections().iter().map(|objection| objection.champ).collect();
    assert_eq!(champs, ["role", "diplomes_verifies"], "with what else is missing");
    assert_eq!(ouverte(&banc).await, (situation.clone(), version.clone(), avant), "nothing was written");
    let declaree = Declaree { voulue: &voulue, diplomes_verifies: true };
    banc.situations().modifier(&agent(), &situation, &version, declaree).await.unwrap();
    assert_eq!(ouverte(&banc).await.2.profession, "324");
}

// requirement: COL-13
async fn a_start_that_is_known_is_not_forgotten(banc: Banc) {
    banc.portail().await;
    let (situation, version, avant) = ouverte(&banc).await;
    let datee = Modification { debut: Some(date(2027, 1, 4)), ..avant.clone() };
    banc.situations().modifier(&agent(), &situation, &version, &datee).await.unwrap();
    let (_, version, _) = ouverte(&banc).await;
    let refusee = banc.situations().modifier(&agent(), &situation, &version, &avant).await.unwrap_err();
    assert_eq!((refusee.objections()[0].champ, refusee.objections()[0].code), ("debut", "debut_absent"));
    let (_, encore, _) = ouverte(&banc).await;
    assert_eq!(encore, version, "nothing was written");
}

// requirement: R12
async fn of_two_who_saw_the_same_record_the_second_is_told(banc: Banc) {
    banc.portail().await;
    let (situation, version, avant) = ouverte(&banc).await;
    let voulue = Modification { role: "GENR10".to_owned(), ..avant.clone() };
    banc.situations().modifier(&agent(), &situation, &version, &voulue).await.unwrap();
    let tard = banc.situations().modifier(&agent(), &situation, &version, &avant).await.unwrap_err();
    assert_eq!(tard.code(), "fiche_changee");
    let fin = banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap_err();
    assert_eq!(fin.code(), "fiche_changee");
}

// requirement: ROL-08
async fn a_withdrawn_profession_is_kept_and_not_given(banc: Banc) {
    banc.portail().await;
    banc.importer(&Extraction::exemple().avec(0, "Code rôle", "318").texte(), SECOND).await;
    let (situation, version, avant) = ouverte(&banc).await;
    assert_eq!(avant.profession, "318", "it was given before it was withdrawn");
    let voulue = Modification { profession: "323".to_owned(), ..avant.clone() };
    let refusee = banc.situations().modifier(&agent(), &situation, &version, &voulue).await.unwrap_err();
    assert_eq!(refusee.objections()[0].code, "profession_retiree");
    let autre_role = Modification { role: "GENR10".to_owned(), ..avant };
    banc.situations().modifier(&agent(), &situation, &version, &autre_role).await.unwrap();
    let alba = banc.personne(ALBA).await.unwrap();
    let gardee = alba.exercices[0].situations.iter().find(|une| une.id == situation).unwrap();
    assert_eq!((gardee.code_role.as_str(), gardee.code_genre_activite.as_str()), ("318", "GENR10"));
}

// requirement: SIT-10 USE-11 R05
async fn a_last_day_holds_until_midnight_in_paris(banc: Banc) {
    banc.portail().await;
    let (situation, version, _) = ouverte(&banc).await;
    let dernier = QuandFinir::Apres(date(2027, 3, 28));
    banc.situations().terminer(&agent(), &situation, &version, dernier).await.unwrap();
    let alba = banc.personne(ALBA).await.unwrap();
    let finie = alba.exercices[0].situations.iter().find(|une| une.id == situation).unwrap();
    let minuit: jiff::Timestamp = "2027-03-28T22:00:00Z".parse().unwrap();
    let minuit = Timestamp::from_millis(minuit.as_millisecond());
    assert_eq!(finie.fin, Some(minuit), "summer time began that night");
    assert!(finie.en_cours(Timestamp::from_millis(minuit.millis() - 1)) && !finie.en_cours(minuit));
    assert_eq!(banc.faits(ALBA).await.last(), Some(&Fait::SituationTerminee { situation, fin: minuit }));
}

// requirement: SIT-09 SIT-12 GES-23
async fn whoever_left_may_come_back(banc: Banc) {
    banc.portail().await;
    let (situation, version, _) = ouverte(&banc).await;
    banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap();
    let encore = banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap_err();
    assert_eq!(encore.code(), "situation_deja_terminee");
    let ajoutee = banc.situations().ajouter(&agent(), &cle("a"), pour(ALBA, EHPAD)).await.unwrap();
    assert!(ajoutee.situation != situation, "another period is another situation");
    let alba = banc.personne(ALBA).await.unwrap();
    assert_eq!(alba.exercices[0].situations.iter().filter(|une| !une.en_cours(MAINTENANT)).count(), 2);
}

// requirement: IDN-03 NOT-06
async fn the_names_typed_with_one_more_place_are_the_person_s_from_then_on(banc: Banc) {
    banc.portail().await;
    let lettres = banc.colonne("outbox_letter", "subject").await.len();
    let demandee = situation();
    let (nom, prenom) = (demandee.noms.nom.clone(), demandee.noms.prenom.clone());
    assert_ne!(banc.personne(ALBA).await.unwrap().exercices[0].nom, nom);
    let nouvelle = NouvelleSituation { situation: demandee, ..pour(ALBA, "380990135") };
    banc.situations().ajouter(&agent(), &cle("a"), nouvelle.clone()).await.unwrap();
    let exercice = banc.personne(ALBA).await.unwrap().exercices.remove(0);
    assert_eq!((&exercice.nom, &exercice.prenom), (&nom, &prenom));
    assert!(banc.faits(ALBA).await.contains(&Fait::PersonneModifiee));
    assert_eq!(banc.colonne("outbox_letter", "subject").await.len(), lettres + 2, "the place, and the names");
    banc.importer(&Extraction::exemple().texte(), SECOND).await;
    assert_eq!(banc.personne(ALBA).await.unwrap().exercices[0].nom, nom, "a file does not take them back");
}

// requirement: SIT-12 ENR-11
async fn whom_a_file_took_away_is_brought_back_by_an_attachment(banc: Banc) {
    banc.portail().await;
    let sans_luc = Extraction::exemple().sans_personnes(&[LUC]);
    banc.importer(&sans_luc.texte(), SECOND).await;
    assert!(banc.personne(LUC).await.is_err(), "the file took Luc away");
    let fiche = banc.situations().fiche(&agent(), &id(LUC)).await.unwrap();
    assert!(fiche.situations.is_empty());
    banc.situations().ajouter(&agent(), &cle("a"), pour(LUC, EHPAD)).await.unwrap();
    assert_eq!(banc.personne(LUC).await.unwrap().exercices[0].situations.len(), 1);
    let faits = banc.faits(LUC).await;
    let reactivee = faits.iter().position(|fait| *fait == Fait::PersonneReactivee).unwrap();
    assert!(matches!(faits[reactivee..], [Fait::PersonneReactivee, .., Fait::SituationOuverte { .. }]), "{faits:?}");
    banc.importer(&sans_luc.texte(), MAINTENANT).await;
    assert!(banc.personne(LUC).await.is_ok(), "the portal keeps Luc now");
}

async fn whom_somebody_took_away_is_not_attached(banc: Banc) {
    banc.portail().await;
    banc.activation().desactiver(&id(LUC)).await.unwrap();
    let refusee = banc.situations().ajouter(&agent(), &cle("a"), pour(LUC, EHPAD)).await.unwrap_err();
    assert_eq!(refusee.code(), "professionnel_inconnu");
    let fiche = banc.situations().fiche(&agent(), &id(LUC)).await.unwrap_err();
    assert_eq!(fiche.code(), "professionnel_inconnu");
}

// requirement: ENR-09 ENR-17
async fn while_a_request_waits_nothing_is_added_and_an_end_is_not_hindered(banc: Banc) {
    banc.portail().await;
    let (situation, version, voulue) = ouverte(&banc).await;
    let mienne = registry_core::demande::NouvelleDemande {
        demandeur: registry_core::demande::Demandeur::Ecps(id(ALBA)),
        ..demande("", identite())
    };
    let deja = banc.deposer().deposer(&cle("a"), mienne.clone()).await.unwrap_err();
    assert_eq!(deja.code(), "role_deja_tenu");
    let plus_tard = SituationDemandee { debut: date(2030, 1, 1), ..crate::portail::situation() };
    banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Apres(date(2029, 12, 31))).await.unwrap();
    let mienne = registry_core::demande::NouvelleDemande { situation: plus_tard, ..mienne };
    banc.deposer().deposer(&cle("b"), mienne).await.unwrap();
    let (_, version, _) = ouverte(&banc).await;
    let modifiee = banc.situations().modifier(&agent(), &situation, &version, &voulue).await.unwrap_err();
    assert_eq!(modifiee.code(), "demande_en_cours");
    let ajoutee = banc.situations().ajouter(&agent(), &cle("c"), pour(ALBA, EHPAD)).await.unwrap_err();
    assert_eq!(ajoutee.code(), "demande_en_cours");
    banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap();
}

// requirement: SIT-09 GES-23
async fn a_situation_to_come_is_cancelled(banc: Banc) {
    banc.portail().await;
    let situation = banc.situations().ajouter(&agent(), &cle("a"), pour(LUC, EHPAD)).await.unwrap().situation;
    let vue = banc.situations().fiche(&agent(), &id(LUC)).await.unwrap().situations.remove(0);
    let (version, debut) = (vue.version.unwrap(), vue.situation.debut.unwrap());
    assert!(MAINTENANT < debut, "it has not begun");
    banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap();
    let luc = banc.personne(LUC).await.unwrap();
    let annulee = luc.exercices[0].situations.iter().find(|une| une.id == situation).unwrap();
    assert_eq!(annulee.fin, Some(debut));
    assert!(!annulee.en_cours(debut), "it never holds");
    let encore = banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Maintenant).await.unwrap_err();
    assert_eq!(encore.code(), "situation_deja_terminee");
    let autre = banc.situations().ajouter(&agent(), &cle("b"), pour(LUC, EHPAD)).await.unwrap();
    assert!(autre.situation != situation, "the place is free again");
}

// requirement: SIT-03 ENR-17
async fn an_end_put_off_is_checked_as_a_change_is(banc: Banc) {
    banc.portail().await;
    let (situation, version, _) = ouverte(&banc).await;
    let finir = |version: Version, jour| {
        let (situations, situation) = (banc.situations(), situation.clone());
        async move { situations.terminer(&agent(), &situation, &version, QuandFinir::Apres(jour)).await }
    };
    finir(version, date(2027, 3, 31)).await.unwrap();
    let ensuite =
        SituationDemandee { debut: date(2027, 4, 1), role: "GENR10".to_owned(), ..crate::portail::situation() };
    let ensuite = NouvelleSituation { situation: ensuite, ..pour(ALBA, EHPAD) };
    banc.situations().ajouter(&agent(), &cle("a"), ensuite).await.unwrap();
    let (_, version, _) = ouverte(&banc).await;
    let double = finir(version.clone(), date(2027, 4, 30)).await.unwrap_err();
    assert_eq!(double.code(), "role_deja_tenu");
    let mienne = registry_core::demande::NouvelleDemande {
        demandeur: registry_core::demande::Demandeur::Ecps(id(ALBA)),
        structure: finess("380990135"),
        ..demande("", identite())
    };
    banc.deposer().deposer(&cle("b"), mienne).await.unwrap();
    finir(version, date(2027, 2, 28)).await.unwrap();
    let (_, version, _) = ouverte(&banc).await;
    let plus_tard = finir(version, date(2027, 3, 1)).await.unwrap_err();
    assert_eq!(plus_tard.code(), "demande_en_cours");
}

// requirement: GES-21
async fn a_record_shows_dates_of_ones_own_structures_only(banc: Banc) {
    banc.portail().await;
    banc.nommer(crate::portail::COLLEGUE, registry_core::habilitation::Perimetre::Etablissement(finess(IME))).await;
    let (situation, version, _) = ouverte(&banc).await;
    banc.situations().terminer(&agent(), &situation, &version, QuandFinir::Apres(date(2027, 6, 30))).await.unwrap();
    let vue = banc.situations().fiche(&id(crate::portail::COLLEGUE), &id(ALBA)).await.unwrap();
    let ailleurs = vue.situations.iter().find(|vue| vue.situation.id == situation).unwrap();
    assert!(ailleurs.version.is_none() && ailleurs.situation.fin.is_none(), "{ailleurs:?}");
    assert!(vue.situations.iter().any(|vue| vue.version.is_some()), "the one of the establishment in scope");
    let lue = registry_core::journal::Geste::FicheLue { agent: id(crate::portail::COLLEGUE), personne: id(ALBA) };
    assert!(banc.gestes().contains(&lue));
}

sur_les_deux_moteurs!(
    a_professional_of_an_order_gets_a_role_beside,
    what_an_order_keeps_is_seen_and_not_changed,
    one_role_a_place_at_a_time,
    a_profession_outside_the_sanitary_pilot_is_a_warning,
    a_role_changes_in_place_and_what_it_was_is_kept,
    another_profession_is_written_with_its_diplomas_declared,
    a_start_that_is_known_is_not_forgotten,
    of_two_who_saw_the_same_record_the_second_is_told,
    a_withdrawn_profession_is_kept_and_not_given,
    a_last_day_holds_until_midnight_in_paris,
    whoever_left_may_come_back,
    the_names_typed_with_one_more_place_are_the_person_s_from_then_on,
    whom_a_file_took_away_is_brought_back_by_an_attachment,
    whom_somebody_took_away_is_not_attached,
    while_a_request_waits_nothing_is_added_and_an_end_is_not_hindered,
    a_situation_to_come_is_cancelled,
    an_end_put_off_is_checked_as_a_change_is,
    a_record_shows_dates_of_ones_own_structures_only,
);
