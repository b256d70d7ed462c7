//! Dashboards: what a gestionnaire must see to, and the figures of the whole registry.

use std::sync::Arc;

use ambient::Seconds;
use jiff::civil::date;
use registry_core::contact::PremiereActivation;
use registry_core::demande::Decision;
use registry_core::formulaire::SansSuite;
use registry_core::habilitation::Perimetre;
use registry_core::journal::Geste;
use registry_core::pilotage::{Figures as _, Mesures, Releve, SuiviNational, SuiviStructure, TableauStructure};
use registry_core::support::Equipe;

use crate::banc::{Banc, MAINTENANT, id};
use crate::extraction::ALBA;
use crate::portail::{
    COLLEGUE, EHPAD, EJ, GESTIONNAIRE, IME, SUPPORT, attestations, cle, demande, finess, identite, identite_de_noe,
    inscription,
};

fn suivi(banc: &Banc) -> SuiviStructure {
    let magasin = Arc::new(banc.magasin.clone());
    SuiviStructure::new(banc.guichet(), magasin.clone(), magasin)
}

async fn tableau(banc: &Banc, lieu: &str) -> TableauStructure {
    suivi(banc).lire(&id(GESTIONNAIRE), &finess(lieu)).await.unwrap()
}

async fn a_structure_sees_who_has_no_ecps_who_is_in_two_places_and_what_ends(banc: Banc) {
    banc.portail().await;
    let avant = tableau(&banc, EHPAD).await;
    assert_eq!(avant.par_genre.iter().map(|(_, nombre)| nombre).sum::<u64>(), 1, "Alba alone");
    assert_eq!((avant.sans_ecps.nombre, avant.sans_ecps.premieres[0].0.clone()), (1, id(ALBA)));
    assert_eq!((avant.deux_lieux.nombre, avant.deux_lieux.premieres.len()), (1, 1), "at the IME too");
    assert_eq!((avant.finissent, avant.fins.len()), (0, 0));
    PremiereActivation::new(banc.guichet()).noter(&id(ALBA), "idp").await.unwrap();
    let situation = banc.personne(ALBA).await.unwrap().exercices[0].situations[1].id.clone();
    banc.finir_a(&situation, MAINTENANT.plus(Seconds::hours(24 * 30))).await;
    let lieu = tableau(&banc, IME).await;
    let fins = if lieu.finissent == 1 { lieu } else { tableau(&banc, EHPAD).await };
    assert_eq!((fins.finissent, fins.fins[0].personne.clone()), (1, id(ALBA)));
    assert_eq!(fins.sans_ecps.nombre, 0);
    banc.horloge.advance(Seconds::hours(24 * 31));
    assert_eq!(tableau(&banc, EHPAD).await.deux_lieux.nombre, 0, "one of the two is over");
}

// requirement: GES-15
async fn nobody_reads_the_dashboard_of_another_structure_and_the_journal_names_who_was_read(banc: Banc) {
    banc.portail().await;
    for (qui, lieu) in [(COLLEGUE, EHPAD), (GESTIONNAIRE, "310990312"), (GESTIONNAIRE, "999999999")] {
        let Ok(finess) = lieu.parse() else { continue };
        assert!(suivi(&banc).lire(&id(qui), &finess).await.is_err(), "{qui} at {lieu}");
    }
    tableau(&banc, EHPAD).await;
    let lue = Geste::EffectifLu { agent: id(GESTIONNAIRE), structure: finess(EHPAD), personnes: vec![id(ALBA)] };
    assert!(banc.gestes().contains(&lue));
}

// requirement: ENR-15
async fn figures_are_taken_by_one_node_at_a_time_and_read_by_the_support_alone(banc: Banc) {
    banc.portail().await;
    banc.enregistrer().enregistrer(&id(GESTIONNAIRE), &cle("a"), inscription()).await.unwrap();
    let magasin = Arc::new(banc.magasin.clone());
    let (lues, jamais) = magasin.mesures().await.unwrap();
    assert!(lues.is_empty() && jamais.is_none());
    let releve = Releve::new(banc.ambient.clone(), magasin.clone());
    let (un, deux) = tokio::join!(releve.tour(), releve.tour());
    un.and(deux).unwrap();
    let (lues, le) = magasin.mesures().await.unwrap();
    assert_eq!(le, Some(MAINTENANT));
    let mesures = Mesures::de(lues, le);
    assert_eq!(mesures.serie("inscriptions").len(), 12, "weeks without anything are there");
    assert_eq!((mesures.total("inscriptions"), mesures.total("contrats")), (1, 1));
    assert_eq!(mesures.serie("demandes"), [("VALIDEE".to_owned(), 1)]);
    assert!(mesures.total("personnes") >= 11 && mesures.total("situations") >= 7);
    assert!(!magasin.prendre_le_tour(MAINTENANT, Seconds::minutes(15)).await.unwrap(), "not so soon");
    banc.horloge.advance(Seconds::minutes(16));
    assert!(magasin.prendre_le_tour(banc.ambient.now(), Seconds::minutes(15)).await.unwrap());
    let equipe: Equipe = SUPPORT.iter().map(|qui| id(qui)).collect();
    let agent = equipe.agent(&id(SUPPORT[0])).unwrap();
    let national = SuiviNational::new(banc.guichet(), magasin);
    assert_eq!(national.lire(&agent).await.unwrap().total("contrats"), 1);
    assert_eq!(equipe.agent(&id(GESTIONNAIRE)), None);
}

impl Banc {
    async fn mesures(&self) -> Mesures {
        let magasin = Arc::new(self.magasin.clone());
        Releve::new(self.ambient.clone(), magasin.clone()).prendre(self.ambient.now()).await.unwrap();
        let (lues, le) = magasin.mesures().await.unwrap();
        Mesures::de(lues, le)
    }
}

fn instant(texte: &str) -> i64 {
    texte.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

// requirement: ENR-15
async fn a_request_closed_with_its_contract_is_no_duplicate(banc: Banc) {
    banc.portail().await;
    let deja = banc.deposer().deposer(&cle("a"), demande("noe", identite_de_noe())).await;
    assert!(deja.is_ok(), "refused by the registry, and kept");
    assert_eq!(banc.mesures().await.total("doublons-refuses"), 1);
    banc.deposer().deposer(&cle("b"), demande("luce", identite())).await.unwrap();
    banc.contrats().terminer("ans", &Perimetre::EntiteJuridique(finess(EJ)), date(2027, 1, 15)).await.unwrap();
    banc.horloge.advance(Seconds::hours(48));
    SansSuite::new(banc.guichet(), Arc::new(banc.magasin.clone())).tour().await.unwrap();
    let mesures = banc.mesures().await;
    assert!(mesures.serie("demandes").contains(&("REFUSEE_PAR_LE_REGISTRE".to_owned(), 2)), "both were refused");
    assert_eq!(mesures.total("doublons-refuses"), 1);
}

async fn a_week_begins_on_monday_at_midnight_in_paris(banc: Banc) {
    banc.portail().await;
    banc.enregistrer().enregistrer(&id(GESTIONNAIRE), &cle("a"), inscription()).await.unwrap();
    let maintenant = jiff::Timestamp::from_millisecond(MAINTENANT.millis()).unwrap();
    assert!(maintenant.to_string().starts_with("2027-01-1"), "{maintenant}");
    for (quand, semaine) in [("2027-01-03T23:30:00Z", "2027-01-04"), ("2027-01-03T22:30:00Z", "2026-12-28")] {
        banc.executer(format!("UPDATE disponibilite SET validee_le = {}", instant(quand)).leak()).await;
        let serie = banc.mesures().await.serie("inscriptions");
        let pleines: Vec<_> = serie.iter().filter(|(_, nombre)| *nombre > 0).collect();
        assert_eq!(pleines, [&(semaine.to_owned(), 1)], "{quand}");
    }
}

// requirement: ENR-15
async fn every_member_of_a_group_that_looks_alike_is_named(banc: Banc) {
    banc.portail().await;
    assert_eq!(banc.mesures().await.total("doublons-surveilles"), 0);
    banc.executer("UPDATE ressemblance SET nom = 1, naissance = 2").await;
    let mesures = banc.mesures().await;
    let groupes = mesures.serie("doublons-paires");
    assert_eq!((mesures.total("doublons-surveilles"), groupes.len()), (1, 1));
    let nommes = groupes[0].0.split(' ').count() as u64;
    assert!(nommes > 2 && nommes == groupes[0].1, "{groupes:?}");
}

/// The classes of a figure that hold anybody.
fn pleines(mesures: &Mesures, nom: &str) -> Vec<(String, u64)> {
    mesures.delais(nom).into_iter().filter(|(_, nombre)| *nombre > 0).collect()
}

async fn how_long_a_structure_takes_to_decide_is_counted_from_the_sending_on(banc: Banc) {
    banc.portail().await;
    let envoyee = banc.deposer().deposer(&cle("b"), demande("luce", identite())).await.unwrap();
    assert!(pleines(&banc.mesures().await, "delais-traitement").is_empty(), "it waits");
    banc.horloge.advance(Seconds::hours(30));
    let decision = Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    banc.traiter().traiter(&id(GESTIONNAIRE), &cle("c"), (&envoyee, 1), decision).await.unwrap();
    assert_eq!(pleines(&banc.mesures().await, "delais-traitement"), [("deux-jours".to_owned(), 1)]);
}

async fn how_long_a_first_e_cps_takes_is_counted_from_the_validation_on(banc: Banc) {
    banc.portail().await;
    PremiereActivation::new(banc.guichet()).noter(&id(ALBA), "idp").await.unwrap();
    assert!(pleines(&banc.mesures().await, "delais-ecps").is_empty(), "of a file, never validated here");
    banc.executer(
        format!("INSERT INTO disponibilite (personne, validee_le, annuaire_le, ecps_le) VALUES ('{ALBA}', 0, 0, 0)")
            .leak(),
    )
    .await;
    for (duree, classe) in [
        (Seconds::hours(1), Some("heure")),
        (Seconds::hours(2), Some("jour")),
        (Seconds::hours(25), Some("deux-jours")),
        (Seconds::hours(24 * 7), Some("semaine")),
        (Seconds::hours(24 * 30), Some("mois")),
        (Seconds::hours(24 * 31), Some("davantage")),
        (Seconds::hours(24 * 85), None),
    ] {
        let validee = MAINTENANT.minus(duree).millis();
        banc.executer(format!("UPDATE disponibilite SET validee_le = {validee}").leak()).await;
        let attendue: Vec<(String, u64)> = classe.map(|classe| (classe.to_owned(), 1)).into_iter().collect();
        assert_eq!(pleines(&banc.mesures().await, "delais-ecps"), attendue, "{duree:?}");
    }
}

async fn who_is_out_of_service_and_what_has_expired_is_counted_as_such(banc: Banc) {
    banc.portail().await;
    let avant = banc.mesures().await;
    banc.executer("UPDATE personne SET retiree = 1 WHERE identifiant = '899900000011'").await;
    let apres = banc.mesures().await;
    let actives = |mesures: &Mesures, genre| mesures.valeur("personnes", genre);
    assert_eq!(actives(&apres, "PROFESSIONNEL"), actives(&avant, "PROFESSIONNEL") - 1);
    assert_eq!(actives(&apres, "PORTEUR"), actives(&avant, "PORTEUR"), "told apart");
    assert!(apres.total("situations") < avant.total("situations"));
    banc.executer(
        "INSERT INTO carte (id, modele, porteur, mot, etape, origine, commande_par, commande_le, jusque) VALUES \
         ('a', 'CPE', 'x', 'RECUE', '{}', 'COMMANDE', 'x', 0, 1), \
         ('b', 'CPE', 'x', 'RECUE', '{}', 'COMMANDE', 'x', 0, 4000000000000)",
    )
    .await;
    let cartes = banc.mesures().await.serie("cartes");
    assert_eq!(cartes, [("EXPIREE".to_owned(), 1), ("RECUE".to_owned(), 1)]);
}

sur_les_deux_moteurs!(
    a_request_closed_with_its_contract_is_no_duplicate,
    a_week_begins_on_monday_at_midnight_in_paris,
    every_member_of_a_group_that_looks_alike_is_named,
    how_long_a_structure_takes_to_decide_is_counted_from_the_sending_on,
    how_long_a_first_e_cps_takes_is_counted_from_the_validation_on,
    who_is_out_of_service_and_what_has_expired_is_counted_as_such,
    a_structure_sees_who_has_no_ecps_who_is_in_two_places_and_what_ends,
    nobody_reads_the_dashboard_of_another_structure_and_the_journal_names_who_was_read,
    figures_are_taken_by_one_node_at_a_time_and_read_by_the_support_alone,
);
