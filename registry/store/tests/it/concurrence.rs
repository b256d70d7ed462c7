//! Many at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use annuaire::Numero;
use registry_core::port::{PortError, Registre as _};
use tokio::time::timeout;

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction};

/// Eight writers, and a reader who must never see a number before a smaller one.
async fn a_reader_never_sees_a_gap(banc: Banc) {
    banc.importer(&Extraction::foule(8).texte(), PREMIER).await;
    let debut = banc.evenements().await.len() as i64;
    let fini = Arc::new(AtomicBool::new(false));
    let lecteur = tokio::spawn(lire_sans_trou(banc.magasin.clone(), Numero(debut), fini.clone()));
    let ecrivains = (0..8u64).map(|rang| {
        let activation = banc.activation();
        let personne = id(&format!("8{}", sante::Rpps::with_key(9_990_100_000 + rang)));
        tokio::spawn(async move {
            for _ in 0..10 {
                activation.desactiver(&personne).await.unwrap();
                activation.reactiver(&personne).await.unwrap();
            }
        })
    });
    for ecrivain in ecrivains.collect::<Vec<_>>() {
        ecrivain.await.unwrap();
    }
    fini.store(true, Ordering::SeqCst);
    assert_eq!(lecteur.await.unwrap(), debut + 160);
}

async fn lire_sans_trou(magasin: registry_store::Magasin, depart: Numero, fini: Arc<AtomicBool>) -> i64 {
    let mut curseur = depart.0;
    loop {
        let dernier_tour = fini.load(Ordering::SeqCst);
        for evenement in magasin.evenements(Numero(curseur), 1_000).await.unwrap().evenements {
            assert_eq!(evenement.numero.0, curseur + 1);
            curseur = evenement.numero.0;
        }
        if dernier_tour {
            return curseur;
        }
    }
}

async fn of_two_imports_at_once_the_second_changes_nothing(banc: Banc) {
    let (texte, premier, second) = (Extraction::foule(40).texte(), banc.import(), banc.import());
    let consigne = registry_core::import::Consigne::du(SECOND);
    let (un, deux) =
        tokio::join!(premier.importer(&texte, consigne, &|_| {}), second.importer(&texte, consigne, &|_| {}));
    let mut inscrites = [un.unwrap().personnes_inscrites, deux.unwrap().personnes_inscrites];
    inscrites.sort_unstable();
    assert_eq!(inscrites, [0, 40]);
}

// requirement: O08
async fn those_who_wait_to_write_leave_room_to_read(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let tenu = banc.registre().chantier().await.unwrap();
    let attentes = (0..20).map(|_| {
        let registre = banc.registre();
        tokio::spawn(async move { registre.chantier().await.map(drop) })
    });
    let attentes: Vec<_> = attentes.collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let lue = timeout(Duration::from_secs(2), banc.magasin.fiche(&id(ALBA))).await;
    assert!(lue.expect("a connection is left").unwrap().is_some());
    drop(tenu);
    for attente in attentes {
        attente.await.unwrap().ok();
    }
}

// requirement: O03
async fn who_waits_too_long_for_their_turn_to_write_is_told_so_and_not_kept(banc: Banc) {
    let tenu = banc.registre().chantier().await.unwrap();
    let (un, autre) = (banc.registre(), banc.registre());
    let tous = async { tokio::join!(un.chantier(), autre.chantier()) };
    let (un, autre) = timeout(Duration::from_secs(11), tous).await.expect("an answer within seconds");
    for refus in [un.map(drop), autre.map(drop)] {
        assert!(matches!(refus, Err(PortError::HorsService { .. })), "{refus:?}");
    }
    drop(tenu);
    assert!(banc.registre().chantier().await.is_ok(), "the turn is free again");
}

// requirement: O03
async fn a_first_file_waits_for_its_turn_no_longer_than_others(banc: Banc) {
    let tenu = banc.registre().chantier().await.unwrap();
    let registre = banc.registre();
    let refus = timeout(Duration::from_secs(8), registre.chargement()).await.expect("an answer within seconds");
    assert!(matches!(refus.map(drop), Err(PortError::HorsService { .. })));
    drop(tenu);
    assert_eq!(banc.importer(&Extraction::foule(2).texte(), PREMIER).await.personnes_inscrites, 2);
}

sur_les_deux_moteurs!(
    a_first_file_waits_for_its_turn_no_longer_than_others,
    a_reader_never_sees_a_gap,
    of_two_imports_at_once_the_second_changes_nothing,
    those_who_wait_to_write_leave_room_to_read,
    who_waits_too_long_for_their_turn_to_write_is_told_so_and_not_kept,
);
