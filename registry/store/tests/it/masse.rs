//! Two thousand people, as at the first start of the sandbox.

use std::sync::Mutex;
use std::time::Duration;

use registry_core::import::{Consigne, Progression};
use tokio::time::Instant;

use crate::banc::{Banc, PREMIER};
use crate::extraction::Extraction;

/// About a second where nothing else runs and the build is optimised; here the machine may be loaded and is not.
const PATIENCE: Duration = Duration::from_secs(20);

async fn two_thousand_people_go_in_within_seconds_and_are_counted_on_the_way(banc: Banc) {
    let (texte, vues) = (Extraction::foule(2_000).texte(), Mutex::new(Vec::new()));
    let noter = |progression: Progression| vues.lock().unwrap().push(progression);
    let debut = Instant::now();
    let rapport = banc.import().importer(&texte, Consigne::du(PREMIER), &noter).await.unwrap();
    assert!(debut.elapsed() < PATIENCE, "{:?}", debut.elapsed());
    assert_eq!(rapport.personnes_inscrites, 2_000);
    let vues = vues.into_inner().unwrap();
    assert!(vues.len() > 5 && vues.is_sorted_by_key(|progression| progression.lignes));
    assert_eq!(vues.last(), Some(&Progression { lignes: 2_000, total: 2_000 }));
}

sur_les_deux_moteurs!(two_thousand_people_go_in_within_seconds_and_are_counted_on_the_way);
