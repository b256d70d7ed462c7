//! Searches are counted, by all nodes together (R06).

use std::net::IpAddr;
use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use registry_core::compteur::{Comptee, Compteurs as _, Limite};
use registry_core::recherche::{Limites, Mesure, RechercheError, Rythme};
use registry_store::Magasin;

use crate::banc::{Banc, MAINTENANT, id};
use crate::portail::agent;

const DEUX: Limite = Limite { fois: 2, fenetre: Seconds(60) };

fn de_trop() -> Comptee {
    Comptee::DeTrop { jusque: MAINTENANT.plus(Seconds(60)) }
}

async fn a_window_takes_so_many_and_the_next_one_begins_anew(banc: Banc) {
    let compter =
        async |cle: &str, apres: i64| banc.magasin.compter(cle, DEUX, MAINTENANT.plus(Seconds(apres))).await.unwrap();
    assert_eq!([compter("a", 0).await, compter("a", 30).await], [Comptee::Admise; 2]);
    assert_eq!(compter("a", 31).await, de_trop());
    assert_eq!(compter("b", 31).await, Comptee::Admise, "another one has a count of its own");
    assert_eq!(compter("a", 59).await, de_trop(), "what was refused was not counted");
    assert_eq!([compter("a", 60).await, compter("a", 61).await], [Comptee::Admise; 2]);
    let aucune = Limite { fois: 0, ..DEUX };
    assert_eq!(banc.magasin.compter("c", aucune, MAINTENANT).await.unwrap(), de_trop());
}

async fn of_many_at_once_as_many_are_admitted_as_may(banc: Banc) {
    let limite = Limite { fois: 5, fenetre: Seconds(60) };
    let compter = |_| {
        let magasin = banc.magasin.clone();
        tokio::spawn(async move { magasin.compter("a", limite, MAINTENANT).await.unwrap() })
    };
    let taches: Vec<_> = (0..20).map(compter).collect();
    let mut admises = 0;
    for tache in taches {
        admises += usize::from(tache.await.unwrap() == Comptee::Admise);
    }
    assert_eq!(admises, 5);
}

fn mesure(banc: &Banc) -> Mesure {
    let limites =
        Limites { annuaire: Rythme { par_minute: 2, par_jour: 3 }, agent: Rythme { par_minute: 1, par_jour: 9 } };
    Mesure::new(banc.ambient.clone(), Arc::new(banc.magasin.clone()), limites)
}

fn attente(refus: Result<(), RechercheError>) -> i64 {
    match refus.unwrap_err() {
        RechercheError::TropDeQuestions(Seconds(attente)) => attente,
        autre => panic!("{autre}"),
    }
}

// requirement: R06
async fn a_stranger_is_bounded_by_the_minute_and_by_the_day_and_nobody_else_by_them(banc: Banc) {
    let (mesure, [une, autre]) =
        (mesure(&banc), ["192.0.2.1", "192.0.2.2"].map(|texte| texte.parse::<IpAddr>().unwrap()));
    mesure.inconnu(une).await.unwrap();
    mesure.inconnu(une).await.unwrap();
    assert_eq!(attente(mesure.inconnu(une).await), 60);
    mesure.inconnu(autre).await.unwrap();
    banc.horloge.advance(Seconds(60));
    mesure.inconnu(une).await.unwrap();
    assert_eq!(attente(mesure.inconnu(une).await), 86_340, "three a day");
    banc.horloge.advance(Seconds(86_340));
    mesure.inconnu(une).await.unwrap();
}

// requirement: R06
async fn an_agent_is_counted_by_who_they_are(banc: Banc) {
    let mesure = mesure(&banc);
    mesure.agent(&agent()).await.unwrap();
    assert_eq!(attente(mesure.agent(&agent()).await), 60);
    mesure.agent(&id("899900000011")).await.unwrap();
}

// requirement: R06 O08
async fn two_nodes_count_together_where_they_share_a_database(banc: Banc) {
    let noeud = Magasin::ouvrir(banc.url()).await.unwrap();
    let autre = banc.magasin.clone();
    for magasin in [&noeud, &autre] {
        assert_eq!(magasin.compter("a", DEUX, MAINTENANT).await.unwrap(), Comptee::Admise);
    }
    let partage = banc.url().starts_with("postgres");
    for magasin in [&noeud, &autre] {
        let attendue = if partage { de_trop() } else { Comptee::Admise };
        assert_eq!(magasin.compter("a", DEUX, MAINTENANT).await.unwrap(), attendue);
    }
}

// requirement: R13
async fn an_address_is_kept_no_longer_than_it_counts(banc: Banc) {
    let apres = |millis: i64| Timestamp::from_millis(MAINTENANT.millis() + millis);
    banc.magasin.compter("annuaire:192.0.2.1", DEUX, apres(1)).await.unwrap();
    banc.magasin.compter("b", DEUX, apres(3)).await.unwrap();
    // a process that is alone keeps nothing on its disk
    let (mut gardees, partage) = (banc.colonne("compteur", "cle").await, banc.url().starts_with("postgres"));
    gardees.sort();
    assert_eq!(gardees, if partage { vec!["annuaire:192.0.2.1", "b"] } else { Vec::new() });
    assert_eq!(banc.magasin.oublier(apres(60_000)).await.unwrap(), 0, "both still count");
    assert_eq!(banc.magasin.oublier(apres(60_001)).await.unwrap(), 1);
    assert_eq!(banc.colonne("compteur", "cle").await, if partage { vec!["b"] } else { Vec::new() });
    assert_eq!(banc.magasin.oublier(apres(60_003)).await.unwrap(), 1);
    assert_eq!(banc.magasin.oublier(apres(60_003)).await.unwrap(), 0, "nothing is left");
}

sur_les_deux_moteurs!(
    a_window_takes_so_many_and_the_next_one_begins_anew,
    of_many_at_once_as_many_are_admitted_as_may,
    a_stranger_is_bounded_by_the_minute_and_by_the_day_and_nobody_else_by_them,
    an_agent_is_counted_by_who_they_are,
    two_nodes_count_together_where_they_share_a_database,
    an_address_is_kept_no_longer_than_it_counts,
);
