//! The log: ordered, without gaps, in pages.

use annuaire::Numero;
use registry_core::port::{Registre as _, Sonnette as _};

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction, NOE};

async fn numbers_follow_one_another_from_one(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.activation().desactiver(&id(ALBA)).await.unwrap();
    banc.importer(&Extraction::exemple().sans_personnes(&[NOE]).texte(), SECOND).await;
    let numeros: Vec<i64> = banc.evenements().await.iter().map(|evenement| evenement.numero.0).collect();
    let attendus: Vec<i64> = (1..=i64::try_from(numeros.len()).unwrap()).collect();
    assert_eq!(numeros, attendus);
}

async fn a_reader_goes_on_where_it_stopped(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let tous = banc.evenements().await;
    let mut lus = Vec::new();
    loop {
        let apres = lus.last().map_or(Numero(0), |evenement: &annuaire::Evenement| evenement.numero);
        let page = banc.magasin.evenements(apres, 4).await.unwrap();
        assert!(page.evenements.len() <= 4);
        if page.evenements.is_empty() {
            assert_eq!(page.dernier, apres, "up to date");
            break;
        }
        lus.extend(page.evenements);
    }
    assert_eq!(lus, tous);
}

async fn what_is_not_committed_leaves_no_trace(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let avant = banc.photographie().await;
    let mut chantier = banc.magasin.chantier().await.unwrap();
    let evenements = vec![(id(ALBA), annuaire::Fait::PersonneModifiee)];
    let ecritures = registry_core::port::Ecritures { evenements, ..Default::default() };
    chantier.ecrire(&ecritures, SECOND).await.unwrap();
    drop(chantier);
    banc.activation().desactiver(&id(NOE)).await.unwrap();
    banc.activation().reactiver(&id(NOE)).await.unwrap();
    let numeros: Vec<i64> = banc.evenements().await.iter().map(|evenement| evenement.numero.0).collect();
    assert_eq!(numeros.len() as i64, *numeros.last().unwrap(), "the dropped number was given again");
    assert!(avant.len() < banc.photographie().await.len());
}

async fn the_bell_rings_for_whoever_listened_before_the_commit(banc: Banc) {
    let sonnerie = banc.magasin.ecouter();
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    tokio::time::timeout(std::time::Duration::from_secs(1), sonnerie).await.expect("it rang");
}

sur_les_deux_moteurs!(
    numbers_follow_one_another_from_one,
    a_reader_goes_on_where_it_stopped,
    what_is_not_committed_leaves_no_trace,
    the_bell_rings_for_whoever_listened_before_the_commit,
);
