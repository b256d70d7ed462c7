//! RPPS numbers are given out once.

use std::collections::BTreeSet;

use registry_core::numero::{NumeroError, Plage, prochain};
use sante::Rpps;

use crate::banc::{Banc, PREMIER};
use crate::extraction::Extraction;

async fn donner(banc: &Banc, plage: Plage) -> Result<Rpps, NumeroError> {
    let mut chantier = banc.registre().chantier().await?;
    let rpps = prochain(&mut *chantier, plage).await?;
    chantier.valider().await?;
    Ok(rpps)
}

// requirement: IDN-04 ENR-10
async fn writers_at_once_never_get_the_same_number(banc: Banc) {
    let banc = std::sync::Arc::new(banc);
    let ecrivains = (0..6).map(|_| {
        let banc = banc.clone();
        tokio::spawn(async move {
            let mut donnes = Vec::new();
            for _ in 0..10 {
                donnes.push(donner(&banc, Plage::BAC_A_SABLE).await.unwrap());
            }
            donnes
        })
    });
    let mut donnes = BTreeSet::new();
    for ecrivain in ecrivains.collect::<Vec<_>>() {
        donnes.extend(ecrivain.await.unwrap());
    }
    assert_eq!(donnes.len(), 60);
    assert!(donnes.iter().all(|rpps| rpps.key_holds() && rpps.as_str().starts_with("9990000")));
    assert_eq!(donnes.first(), Some(&Rpps::with_key(9_990_000_100)));
    assert_eq!(donnes.last(), Some(&Rpps::with_key(9_990_000_159)));
}

async fn a_number_that_was_not_kept_is_not_lost(banc: Banc) {
    let premier = donner(&banc, Plage::BAC_A_SABLE).await.unwrap();
    let mut abandonne = banc.registre().chantier().await.unwrap();
    let perdu = prochain(&mut *abandonne, Plage::BAC_A_SABLE).await.unwrap();
    drop(abandonne);
    assert_ne!(perdu, premier);
    assert_eq!(donner(&banc, Plage::BAC_A_SABLE).await.unwrap(), perdu);
}

// requirement: IDN-04
async fn a_number_that_a_file_brought_is_nobody_else_s(banc: Banc) {
    banc.importer(&Extraction::foule(3).texte(), PREMIER).await;
    let plage = Plage::nouvelle(9_990_099_999, 9_990_100_004).unwrap();
    let mut donnes = Vec::new();
    for _ in 0..3 {
        donnes.push(donner(&banc, plage).await.unwrap());
    }
    let attendus = [9_990_099_999, 9_990_100_003, 9_990_100_004].map(Rpps::with_key);
    assert_eq!(donnes, attendus);
    for _ in 0..2 {
        assert!(matches!(donner(&banc, plage).await, Err(NumeroError::Epuisee(epuisee)) if epuisee == plage));
    }
}

sur_les_deux_moteurs!(
    writers_at_once_never_get_the_same_number,
    a_number_that_was_not_kept_is_not_lost,
    a_number_that_a_file_brought_is_nobody_else_s,
);
